/** Words of tags, in English. */
import type { tags as russian } from '../ru/tags'

export const tags: Readonly<Record<keyof typeof russian, string>> = {
  tags: 'Tags',
  tags_edit: 'Edit tags',
  tags_then: 'Tags belong to the project. A removed tag disappears from conversations too.',
  tag_name: 'Name of the tag',
  tag_new: 'New tag',
  tag_color: 'Colour',
  tag_remove: 'Remove the tag “{name}”',
  tag_gone: 'The tag “{name}” is removed',
  color_amber: 'Amber',
  color_blue: 'Blue',
  color_violet: 'Violet',
  color_rose: 'Rose',
  color_red: 'Red',
  color_green: 'Green',
  color_teal: 'Teal',
  color_grey: 'Grey',
}
