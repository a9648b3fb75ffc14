/** The operator's language under the short names that this app uses. */
export type {
  Operator,
  OperatorActivity as Activity,
  OperatorActivityPage as ActivityPage,
  OperatorAssignment as Assignment,
  OperatorAck as Ack,
  OperatorConversation as Conversation,
  OperatorConversationPage as ConversationPage,
  OperatorConversationView as ConversationView,
  OperatorCard as Card,
  OperatorCardFile as CardFile,
  OperatorCardFiles as CardFiles,
  OperatorContact as Contact,
  OperatorContactChange as ContactChange,
  OperatorProfile as Profile,
  OperatorVisitorPage as VisitorPage,
  OperatorVisitedPage as VisitedPage,
  OperatorCannedChange as CannedChange,
  OperatorCannedFolder as CannedFolder,
  OperatorCannedLibrary as CannedLibrary,
  OperatorCannedResponse as CannedResponse,
  OperatorBoard as Board,
  OperatorDeal as Deal,
  OperatorDealChange as DealChange,
  OperatorDealComment as DealComment,
  OperatorDealEdit as DealEdit,
  OperatorDealPage as DealPage,
  OperatorDealView as DealView,
  OperatorNewDeal as NewDeal,
  OperatorOwnCrm as OwnCrm,
  OperatorPipeline as Pipeline,
  OperatorStage as Stage,
  OperatorCounts as Counts,
  OperatorCrm as Crm,
  OperatorCrmCard as CrmCard,
  OperatorCrmContact as CrmContact,
  OperatorCrmLead as CrmLead,
  OperatorLead as Lead,
  OperatorLeadForm as LeadForm,
  OperatorLeadWanted as LeadWanted,
  OperatorFile as File,
  OperatorLastMessage as LastMessage,
  OperatorLoads as Loads,
  OperatorMessage as Message,
  OperatorMessagePage as MessagePage,
  OperatorMessageView as MessageView,
  OperatorNote as Note,
  OperatorNoteView as NoteView,
  OperatorVersion as Version,
  OperatorVersions as Versions,
  OperatorOverview as Overview,
  OperatorProject as Project,
  OperatorServerSays as ServerSays,
  OperatorTag as Tag,
  OperatorExcerptPart as Part,
  OperatorSearchHit as SearchHit,
  OperatorSearchPage as SearchPage,
  OperatorSays,
  OperatorSignedIn as SignedIn,
  OperatorSignIn as SignIn,
  OperatorTypingSeen as TypingSeen,
  OperatorWelcome as Welcome,
  Refused,
} from '../shared/wire.gen'
import type { OperatorServerSays, OperatorTag } from '../shared/wire.gen'

export type TagColor = OperatorTag['color']

/** A frame of the journal: what happened, under the project's next number. */
export type Fact = Extract<OperatorServerSays, { readonly position: number }> extends infer F
  ? F extends { readonly t: 'welcome' }
    ? never
    : F
  : never

/** What a message is that quotes nothing, carries nothing and was never changed. */
export const PLAIN = { quote: null, files: [], edited_at: null, deleted_at: null } as const
