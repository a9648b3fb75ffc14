; The installer for Windows. inno.py gives Version, Frozen (the folder of the program) and Icon; Signed when there is a command that signs.

[Setup]
AppId={{6E0B1C6A-6E0A-4F5B-9B57-0C5A6F2B8D11}
AppName=Besedka Chat
AppVersion={#Version}
AppPublisher=Besedka
DefaultDirName={localappdata}\Programs\Besedka Chat
DefaultGroupName=Besedka Chat
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputBaseFilename=besedka-chat-{#Version}-setup
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\besedka-chat.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=yes
#ifdef Signed
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Files]
Source: "{#Frozen}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Besedka Chat"; Filename: "{app}\besedka-chat.exe"; AppUserModelID: "chat.besedka.desktop"

[Registry]
Root: HKCU; Subkey: "Software\Classes\besedka"; ValueType: string; ValueData: "URL:Besedka"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\besedka"; ValueType: string; ValueName: "URL Protocol"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\besedka\DefaultIcon"; ValueType: string; ValueData: "{app}\besedka-chat.exe,0"
Root: HKCU; Subkey: "Software\Classes\besedka\shell\open\command"; ValueType: string; ValueData: """{app}\besedka-chat.exe"" ""%1"""

[Run]
Filename: "{app}\besedka-chat.exe"; Description: "{cm:LaunchProgram,Besedka Chat}"; Flags: nowait postinstall skipifsilent
