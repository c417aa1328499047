// Generated from the server; do not edit. Run ./studyhub contract.

export interface AddPasskeyBody {
  ceremony?: string | null;
  credential?: string | null;
  name?: string | null;
}

export interface ApplicationBody {
  text?: string | null;
}

export interface ApplicationList {
  items: ApplicationView[];
}

export interface ApplicationView {
  person: GroupPersonView;
  text: string;
  createdAt: string;
  expiresAt: string;
}

export interface AuditPage {
  items: AuditView[];
  nextCursor: string | null;
}

export interface AuditView {
  id: string;
  at: string;
  actor: UserId | null;
  actorHandle: string | null;
  act: string;
  target: string | null;
  reason: string | null;
  address: string | null;
  place: string | null;
}

export interface AuthorView {
  id: UserId;
  handle: string;
  displayName: string;
  avatar: string | null;
}

export interface BanList {
  items: BanView[];
}

export interface BanView {
  person: GroupPersonView;
  reason: string;
  bannedBy: string;
  bannedAt: string;
}

export interface BlockList {
  items: BlockView[];
}

export interface BlockView {
  userId: UserId;
  person: Profile | null;
  blockedAt: string;
}

export type CameraRule = "off" | "remind" | "free-seat";

export type CardStanding = "none" | "applied" | "member";

export interface CeremonyView {
  ceremony: string;
  options: string;
}

export interface ChangeEmailBody {
  email?: string | null;
  code?: string | null;
}

export interface ChangePasswordBody {
  password?: string | null;
}

export type Channel = "elementary" | "middle" | "high" | "university" | "job-seekers";

export interface ChatPeople {
  items: AuthorView[];
}

export interface ClaimBody {
  token?: string | null;
}

export interface CloseReportBody {
  outcome: ReportOutcome;
  answer?: string | null;
}

export interface CloseRoomBody {
  reason?: string | null;
}

export interface CodeSentView {
  resendAfter: number;
  expiresAfter: number;
}

export interface ConfirmTotpBody {
  code?: string | null;
}

export interface DeletionView {
  eraseAt: string;
}

export interface DissolvedGroup {
  id: GroupId;
  name: string;
  erasedAt: string;
}

export interface EditMeBody {
  displayName?: string | null;
  bio?: string | null;
  link?: string | null;
}

export interface EmailChangeBody {
  email?: string | null;
}

export interface EmailProofView {
  proof: string;
  expiresAt: string;
}

export interface ExportView {
  state: string;
  requestedAt: string | null;
  expiresAt: string | null;
  bytes: number;
}

export type FileLook = "none" | "image" | "pdf" | "text" | "audio" | "video";

export interface FileView {
  id: string;
  name: string;
  contentType: string;
  look: FileLook;
  size: number;
  width: number | null;
  height: number | null;
}

export interface GroupBody {
  name?: string | null;
  subject?: string | null;
  tags?: string[] | null;
  description?: string | null;
  goalHours?: number | null;
  channel?: string | null;
  memberLimit?: number | null;
  visibility?: Visibility | null;
  joinPolicy?: JoinPolicy | null;
}

export interface GroupCard {
  id: GroupId;
  name: string;
  subject: string;
  tags: string[];
  description: string;
  goalHours: number;
  channel: Channel | null;
  memberLimit: number;
  memberCount: number;
  joinPolicy: JoinPolicy;
  ownerName: string;
  standing: CardStanding;
}

export type GroupId = string;

export interface GroupLevelView {
  groupId: GroupId;
  level: Level;
}

export interface GroupPage {
  items: GroupCard[];
  nextCursor: string | null;
}

export interface GroupPersonView {
  userId: UserId;
  handle: string;
  displayName: string;
  avatar: string | null;
}

export type GroupRole = "member" | "manager" | "owner";

export interface GroupView {
  id: GroupId;
  roomId: string;
  name: string;
  subject: string;
  tags: string[];
  description: string;
  goalHours: number;
  channel: Channel | null;
  memberLimit: number;
  memberCount: number;
  visibility: Visibility;
  joinPolicy: JoinPolicy;
  notice: string;
  role: GroupRole;
  ownerId: UserId;
  createdAt: string;
  version: number;
}

export interface HandleView {
  handle: string;
  available: boolean;
}

export type IFormFile = string;

export interface InstallationView {
  name: string;
  version: string;
  /** In development, the folder where mails are written; null where they are sent. */
  mailOutbox: string | null;
  /** The https address, which browsers give camera and microphone to; null where there is none. */
  secureAddress: string | null;
}

export interface InvitationBody {
  life?: InvitationLife | null;
  maxUses?: number | null;
}

export type InvitationLife = "hour" | "day" | "week" | "month" | "never";

export interface InvitationList {
  items: InvitationView[];
}

export interface InvitationPreview {
  code: string;
  groupId: GroupId;
  name: string;
  subject: string;
  ownerName: string;
  memberCount: number;
  memberLimit: number;
  member: boolean;
}

export interface InvitationView {
  code: string;
  issuedBy: string;
  issuedAt: string;
  expiresAt: string | null;
  maxUses: number | null;
  uses: number;
}

export type JoinPolicy = "open" | "apply" | "invite";

export type Level = "all" | "mentions" | "none";

export interface LevelBody {
  level: Level;
}

export interface MeView {
  id: UserId;
  handle: string;
  displayName: string;
  email: string;
  createdAt: string;
  bio: string;
  link: string | null;
  avatar: string | null;
  isAdmin: boolean;
}

export interface MemberList {
  items: MemberView[];
}

export interface MemberView {
  person: GroupPersonView;
  role: GroupRole;
  joinedAt: string;
  warnings: number;
}

export interface MessageList {
  items: MessageView[];
  nextCursor: string | null;
}

export interface MessagePage {
  items: MessageView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

export interface MessageView {
  sequence: number;
  messageId: string;
  version: number;
  author: AuthorView;
  text: string;
  postedAt: string;
  editedAt: string | null;
  removed: Removal | null;
  replyTo: QuoteView | null;
  mentions: AuthorView[];
  mentionsAll: boolean;
  pinned: boolean;
  reactions: ReactionView[];
  files: FileView[];
}

export type MicrophonePolicy = "silent" | "push-to-talk" | "open";

export interface MyApplication {
  groupId: GroupId;
  groupName: string;
  createdAt: string;
  expiresAt: string;
}

export interface MyGroups {
  items: GroupView[];
  limit: number;
  restorable: DissolvedGroup[];
  applications: MyApplication[];
}

export interface NameBody {
  name?: string | null;
}

export interface NoticeBody {
  notice?: string | null;
}

export interface NotificationActor {
  id: UserId;
  handle: string;
  displayName: string;
  avatar: string | null;
}

export type NotificationKind = "mention" | "reply" | "application" | "application_accepted" | "application_refused" | "warning" | "kicked" | "group_dissolved" | "report_acted" | "report_no_violation";

export interface NotificationPage {
  items: NotificationView[];
  nextCursor: string | null;
  unread: number;
}

export interface NotificationPlace {
  kind: PlaceKind;
  id: string;
  name: string;
}

export interface NotificationSettingsView {
  sound: boolean;
  quietOn: boolean;
  quietFrom: string;
  quietTo: string;
  groups: GroupLevelView[];
}

export interface NotificationView {
  id: string;
  kind: NotificationKind;
  at: string;
  read: boolean;
  actor: NotificationActor | null;
  place: NotificationPlace | null;
  sequence: number | null;
  text: string | null;
  number: number | null;
}

export interface OpenedReport {
  report: ReportLine;
  text: string;
  content: string;
  picture: string | null;
  roomId: string | null;
  answer: string;
}

export interface OwnSessionView {
  id: SessionId;
  device: string;
  createdAt: string;
  lastUsedAt: string;
  current: boolean;
}

export interface OwnSessionsView {
  items: OwnSessionView[];
  nextCursor: string | null;
}

export interface PasskeyBody {
  ceremony?: string | null;
  credential?: string | null;
}

export type PasskeyId = string;

export interface PasskeyView {
  id: PasskeyId;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface PersonBody {
  userId: UserId;
}

export interface PersonView {
  id: UserId;
  handle: string;
  displayName: string;
  avatar: string | null;
  bio: string;
  link: string | null;
}

export interface PlaceAuditPage {
  items: PlaceAuditView[];
  nextCursor: string | null;
}

export interface PlaceAuditView {
  id: string;
  at: string;
  actor: Profile | null;
  act: string;
  target: Profile | null;
  reason: string | null;
}

export type PlaceKind = "room" | "group";

export interface Problem {
  type?: string | null;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  instance?: string | null;
  /** Stable: area.reason. */
  code: string;
  traceId: string;
  errors?: Record<string, string>;
  details?: Record<string, string>;
}

export interface Profile {
  id: UserId;
  handle: string;
  displayName: string;
  avatar?: string | null;
}

export interface ProveBody {
  password?: string | null;
  code?: string | null;
}

export interface QuoteView {
  sequence: number;
  author: AuthorView;
  text: string;
  removed: boolean;
  files: number;
}

export interface ReactionView {
  emoji: string;
  userIds: string[];
}

export interface ReadBody {
  until: string;
}

export interface ReasonBody {
  reason?: string | null;
}

export interface RecentRoom {
  id: RoomId;
  title: string;
  channel: Channel;
  closedAt: string;
  erasedAt: string;
}

export interface RecentRoomList {
  items: RecentRoom[];
}

export interface RecoverBody {
  email?: string | null;
  proof?: string | null;
  password?: string | null;
}

export interface RecoveryCodesView {
  codes: string[];
}

export type Removal = "author" | "host";

export interface RenamePasskeyBody {
  name?: string | null;
}

export interface ReportBody {
  kind: ReportKind;
  id: string;
  category: ReportCategory;
  sequence?: number | null;
  text?: string | null;
}

export type ReportCategory = "harassment" | "hate" | "sexual" | "violence" | "spam" | "impersonation" | "other";

export type ReportKind = "user" | "message" | "room";

export interface ReportLine {
  id: string;
  kind: ReportKind;
  reporter: Profile | null;
  author: Profile | null;
  category: ReportCategory;
  createdAt: string;
  state: ReportState;
  outcome: ReportOutcome | null;
  closedAt: string | null;
}

export interface ReportLines {
  items: ReportLine[];
  nextCursor: string | null;
}

export type ReportOutcome = "acted" | "no_violation";

export interface ReportPage {
  items: ReportView[];
  nextCursor: string | null;
}

export type ReportState = "received" | "closed";

export interface ReportView {
  id: string;
  kind: ReportKind;
  author: Profile | null;
  category: ReportCategory;
  text: string;
  createdAt: string;
  state: ReportState;
  outcome: ReportOutcome | null;
  answer: string;
  closedAt: string | null;
}

export interface RoleBody {
  role: GroupRole;
}

export interface RoomBody {
  title?: string | null;
  channel?: Channel | null;
  capacity?: number | null;
  password?: string | null;
  notice?: string | null;
  microphonePolicy?: MicrophonePolicy | null;
  cameraRule?: CameraRule | null;
  lobby?: boolean | null;
}

export type RoomId = string;

export type RoomKind = "open" | "group";

export interface RoomPage {
  items: RoomView[];
  nextCursor: string | null;
}

export interface RoomPreview {
  id: RoomId;
  title: string;
  channel: Channel;
  capacity: number;
  taken: number;
  hasPassword: boolean;
  closed: boolean;
}

export interface RoomView {
  id: RoomId;
  kind: RoomKind;
  title: string;
  channel: Channel | null;
  capacity: number;
  taken: number;
  hasPassword: boolean;
  lobby: boolean;
  locked: boolean;
  notice: string;
  microphonePolicy: MicrophonePolicy;
  cameraRule: CameraRule;
  createdAt: string;
  closed: boolean;
}

export interface SecurityView {
  hasPassword: boolean;
  secondFactor: boolean;
  recoveryCodesLeft: number;
  passkeys: PasskeyView[];
}

export interface SeenBody {
  ids: string[];
}

export interface SeenWarningsBody {
  ids: string[];
}

export interface SendCodeBody {
  email?: string | null;
  purpose?: string | null;
}

export type SessionId = string;

export interface SessionView {
  me: MeView | null;
}

export interface SettingsBody {
  sound?: boolean | null;
  quietOn?: boolean | null;
  quietFrom?: string | null;
  quietTo?: string | null;
}

export interface SignInBody {
  name?: string | null;
  password?: string | null;
  code?: string | null;
}

export interface SignUpBody {
  email?: string | null;
  proof?: string | null;
  handle?: string | null;
  password?: string | null;
  ceremony?: string | null;
  credential?: string | null;
  displayName?: string | null;
}

export interface SignUpPasskeyBody {
  email?: string | null;
  proof?: string | null;
  handle?: string | null;
}

export interface TargetBody {
  userId: UserId;
  reason?: string | null;
}

export interface TotpStartView {
  secret: string;
  uri: string;
}

export interface UnreadNotifications {
  unread: number;
}

export interface UnseenRoomWarning {
  id: string;
  roomId: RoomId;
  roomTitle: string;
  reason: string;
  number: number;
  warnedAt: string;
}

export interface UnseenRoomWarnings {
  items: UnseenRoomWarning[];
}

export interface UnseenWarning {
  id: string;
  groupId: GroupId;
  groupName: string;
  reason: string;
  number: number;
  warnedAt: string;
}

export interface UnseenWarnings {
  items: UnseenWarning[];
}

export type UserId = string;

export interface UserPage {
  items: UserView[];
  nextCursor: string | null;
}

export interface UserView {
  id: UserId;
  handle: string;
  displayName: string;
  createdAt: string;
  isAdmin: boolean;
  isDisabled: boolean;
  eraseAt: string | null;
}

export interface VerifyCodeBody {
  email?: string | null;
  purpose?: string | null;
  code?: string | null;
}

export type Visibility = "listed" | "hidden";

export interface WarningGiven {
  number: number;
  banned: boolean;
}
