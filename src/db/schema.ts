// The tables as TypeScript sees them. The truth is in migrations/*.sql; a test compares the two.
// Timestamps are ISO 8601 strings in UTC with microseconds, bigint columns are numbers (see pool.ts).
import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<string, string | undefined, string>;
type OptionalTimestamp = ColumnType<string | null, string | null | undefined, string | null>;
type Json<T extends object> = JSONColumnType<T, string | undefined>;

export interface RegionTable {
  id: string;
  description: Generated<string>;
  parent_region_id: string | null;
  created_at: Timestamp;
}

export interface DomainTable {
  id: string;
  name: string;
  description: Generated<string>;
  enabled: Generated<boolean>;
  created_at: Timestamp;
}

export interface ProjectTable {
  id: string;
  domain_id: string;
  region_id: string;
  name: string;
  description: Generated<string>;
  enabled: Generated<boolean>;
  /** The account's one home project in its region, named as the region. */
  is_home: Generated<boolean>;
  parent_id: string | null;
  extra: Json<Record<string, unknown>>;
  created_at: Timestamp;
}

export interface UserTable {
  id: string;
  domain_id: string;
  name: string;
  password_hash: string | null;
  description: Generated<string>;
  email: string | null;
  enabled: Generated<boolean>;
  default_project_id: string | null;
  /** Tokens issued before this moment are refused (password change, "sign out everywhere"). */
  tokens_valid_from: Timestamp;
  extra: Json<Record<string, unknown>>;
  created_at: Timestamp;
}

export interface RoleTable {
  id: string;
  name: string;
  domain_id: string | null;
  description: Generated<string>;
  created_at: Timestamp;
}

export interface RoleImplicationTable {
  prior_role_id: string;
  implied_role_id: string;
}

export interface RoleAssignmentTable {
  user_id: string;
  role_id: string;
  /** Exactly one of project and domain, or neither: then the role is on the system. */
  project_id: string | null;
  domain_id: string | null;
}

export interface ApplicationCredentialTable {
  id: string;
  user_id: string;
  project_id: string;
  name: string;
  description: Generated<string>;
  secret_hash: string;
  role_ids: string[];
  unrestricted: Generated<boolean>;
  expires_at: OptionalTimestamp;
  created_at: Timestamp;
}

export interface AccessKeyTable {
  id: string;
  user_id: string;
  /** See access-keys/sealed-secret.ts. */
  sealed_secret: string;
  description: Generated<string>;
  enabled: Generated<boolean>;
  created_at: Timestamp;
}

export interface RevokedTokenTable {
  audit_id: string;
  expires_at: Timestamp;
}

export interface LoginFailureTable {
  /** What was being guessed: `user:<id>`, `application-credential:<id>` or `access-key:<id>`. */
  subject: string;
  address: string;
  failures: number;
  locked_until: OptionalTimestamp;
  updated_at: Timestamp;
}

export interface DirectoryLookupTable {
  user_id: string;
  minute: Timestamp;
  looked_up: number;
}

export interface IdentityVersionTable {
  only_row: Generated<boolean>;
  version: number;
  changed_by: string;
}

export interface ServiceTable {
  id: string;
  type: string;
  name: string;
  description: Generated<string>;
  enabled: Generated<boolean>;
  created_at: Timestamp;
}

export interface EndpointTable {
  id: string;
  service_id: string;
  interface: string;
  region_id: string;
  /** May hold `$(public_url)s`, replaced by ACCORD_PUBLIC_URL when shown. */
  url: string;
  enabled: Generated<boolean>;
  created_at: Timestamp;
}

export interface EventTable {
  id: Generated<number>;
  at: Timestamp;
  action: string;
  noun: string;
  noun_id: string;
  /** The project whose noun it is. */
  project_id: string | null;
  actor_user_id: string | null;
  actor_user_name: string | null;
  actor_project_id: string | null;
  actor_role: string | null;
  /** The project an administrator acted for, when it is not its own. */
  acted_for_project_id: string | null;
  request_id: string | null;
  before: JSONColumnType<object | null, string | null, string | null>;
  after: JSONColumnType<object | null, string | null, string | null>;
  /** The project that an offer was made to, or that answered it. */
  member_project_id: string | null;
  /** The transaction that wrote it, as a decimal number. */
  xid: Generated<string>;
}

export interface NoticeTable {
  id: Generated<number>;
  project_id: string;
  kind: string;
  image_id: string;
  detail: Json<Record<string, unknown>>;
  created_at: Timestamp;
  dismissed_at: OptionalTimestamp;
}

export interface BlobTable {
  digest: string;
  size: number;
  md5: string;
  created_at: Timestamp;
}

export interface BlobCopyTable {
  digest: string;
  store: string;
  created_at: Timestamp;
}

export interface ImageTable {
  id: string;
  owner: string;
  region_id: string;
  kind: string;
  name: string | null;
  status: Generated<string>;
  visibility: string;
  container_format: string | null;
  disk_format: string | null;
  min_disk: Generated<number>;
  min_ram: Generated<number>;
  protected: Generated<boolean>;
  hidden: Generated<boolean>;
  blob: string | null;
  size: number | null;
  virtual_size: number | null;
  checksum: string | null;
  detected_format: string | null;
  encrypted: Generated<boolean>;
  properties: Json<Record<string, string>>;
  tags: Generated<string[]>;
  created_at: Timestamp;
  updated_at: Timestamp;
  deleted_at: OptionalTimestamp;
  /** The stores that hold its bytes for it, sorted. */
  stores: Generated<string[]>;
  importing_to: string[] | null;
  import_failed: string[] | null;
  /** Set by a trigger when the image first becomes active: never written from here. */
  active_at: OptionalTimestamp;
  /** The image that it is a copy of, with its name and its owner as they were. */
  origin_id: string | null;
  origin_name: string | null;
  origin_project_id: string | null;
  /** The backup behind a full-server image. */
  backup_id: string | null;
  /** That backup is of a server that came of another project's full-server image. */
  foreign_backup: Generated<boolean>;
}

/** Kept by triggers on images: never written from here. */
export interface ImageStoreTable {
  image_id: string;
  store: string;
  digest: string;
}

export interface MemberTable {
  image_id: string;
  project_id: string;
  status: string;
  /** Copied from the image, so that the index on a project's members is already in list order. */
  image_created_at: Timestamp;
  /** Likewise; a trigger on images keeps it. Empty when the image has no name. */
  image_name: string;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** The owner's words to the member. */
  message: string | null;
}

export interface UploadTable {
  id: string;
  image_id: string;
  /** The process that receives it; see process_locks in db/process-lock.ts. */
  process_id: number;
  created_at: Timestamp;
  /** Bytes of the project's quota that it has claimed; freed with the row. */
  reserved: Generated<number>;
  /** True: the bytes go to the staging area, and count against its quota. */
  staged: Generated<boolean>;
  phase: Generated<string>;
  /** Bytes, as told about once a second. */
  received: Generated<number>;
}

export interface StagedBytesTable {
  image_id: string;
  /** Of the file in the store's staging area. */
  name: string;
  store: string;
  size: number;
  digest: string;
  md5: string;
  created_at: Timestamp;
}

export interface TaskTable {
  id: string;
  type: string;
  status: Generated<string>;
  image_id: string;
  region_id: string;
  /** The project that it was begun for. */
  owner: string;
  user_id: string;
  request_id: string;
  method: string;
  /** The address of a web-download, until it ends. */
  source: string | null;
  stores: string[];
  all_must_succeed: boolean;
  input: JSONColumnType<object>;
  message: Generated<string>;
  attempts: Generated<number>;
  created_at: Timestamp;
  updated_at: Timestamp;
  expires_at: OptionalTimestamp;
}

export interface JobTable {
  id: string;
  type: string;
  status: Generated<string>;
  project_id: string;
  region_id: string;
  actor: JSONColumnType<object>;
  input: JSONColumnType<object>;
  result: JSONColumnType<object | null, string | null | undefined, string | null>;
  fault: JSONColumnType<object | null, string | null | undefined, string | null>;
  progress: Generated<number>;
  attempts: Generated<number>;
  created_at: Timestamp;
  started_at: OptionalTimestamp;
  ended_at: OptionalTimestamp;
}

export interface RegisteredLimitTable {
  id: string;
  service_id: string;
  region_id: string | null;
  resource_name: string;
  default_limit: number;
  description: string | null;
}

export interface LimitTable {
  id: string;
  registered_limit_id: string;
  /** Exactly one of project and domain. */
  project_id: string | null;
  domain_id: string | null;
  resource_limit: number;
  description: string | null;
}

/** Kept by triggers on images and uploads: never written from here. */
export interface ImageUsageTable {
  project_id: string;
  slot: number;
  images: Generated<number>;
  uploading: Generated<number>;
  size_bytes: Generated<number>;
  stage_bytes: Generated<number>;
}

/** Which process runs which of the queue's worker pools; see jobs/worker.ts. */
export interface JobPoolTable {
  pool_id: string;
  process_id: number;
}

export interface MetadefNamespaceTable {
  id: Generated<number>;
  name: string;
  display_name: string | null;
  description: string | null;
  visibility: string;
  protected: boolean;
  /** A project, or whatever a definition file names. */
  owner: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MetadefResourceTypeTable {
  name: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MetadefAssociationTable {
  namespace_id: number;
  resource_type: string;
  prefix: string | null;
  properties_target: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MetadefObjectTable {
  id: Generated<number>;
  namespace_id: number;
  name: string;
  description: string | null;
  required: Generated<string[]>;
  properties: Json<Record<string, object>>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MetadefPropertyTable {
  id: Generated<number>;
  namespace_id: number;
  name: string;
  definition: JSONColumnType<object>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface MetadefTagTable {
  id: Generated<number>;
  namespace_id: number;
  name: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface FlavorTable {
  id: string;
  vcpus: number;
  /** MiB. */
  memory: number;
  position: number;
}

export interface KeyPairTable {
  project_id: string;
  name: string;
  user_id: string;
  public_key: string;
  fingerprint: string;
  created_at: Timestamp;
}

export interface ServerTable {
  id: string;
  project_id: string;
  region_id: string;
  user_id: string;
  name: string;
  description: Generated<string>;
  flavor_id: string;
  status: Generated<string>;
  /** What is being done to it; null: nothing. */
  task: string | null;
  job_id: string | null;
  fault: JSONColumnType<object | null, string | null | undefined, string | null>;
  /** The image that its system is from, with its name and its owner as they were. */
  image_id: string;
  image_name: string | null;
  image_project_id: string;
  architecture: string;
  firmware: string;
  login: string;
  key_name: string | null;
  public_key: string | null;
  password_hash: string | null;
  user_data: string | null;
  instance_id: string;
  mac: string;
  ssh_port: number | null;
  metadata: Json<Record<string, unknown>>;
  created_at: Timestamp;
  updated_at: Timestamp;
  started_at: OptionalTimestamp;
  deleted_at: OptionalTimestamp;
}

export interface DiskTable {
  id: string;
  project_id: string;
  region_id: string;
  user_id: string;
  name: string;
  description: Generated<string>;
  kind: string;
  status: Generated<string>;
  job_id: string | null;
  fault: JSONColumnType<object | null, string | null | undefined, string | null>;
  /** GiB. */
  size: number;
  volume_type: string;
  server_id: string | null;
  /** 0 is the system disk. */
  slot: number | null;
  delete_with_server: Generated<boolean>;
  image_id: string | null;
  image_name: string | null;
  image_project_id: string | null;
  /** The bytes that it begins with. */
  blob: string | null;
  base_format: string | null;
  metadata: Json<Record<string, unknown>>;
  created_at: Timestamp;
  updated_at: Timestamp;
  attached_at: OptionalTimestamp;
  deleted_at: OptionalTimestamp;
}

export interface VaultTable {
  id: string;
  project_id: string;
  region_id: string;
  user_id: string;
  name: string;
  description: Generated<string>;
  /** GiB. */
  capacity: number;
  object_type: string;
  protect_type: string;
  status: Generated<string>;
  /** MiB; kept by a trigger on vault_claims: never written from here. */
  used: Generated<number>;
  /** Likewise. */
  reserved: Generated<number>;
  metadata: Json<Record<string, unknown>>;
  created_at: Timestamp;
  updated_at: Timestamp;
  deleted_at: OptionalTimestamp;
}

export interface VaultClaimTable {
  id: string;
  vault_id: string;
  mib: number;
  stored: Generated<boolean>;
  /** Exactly one of a backup, and a member of an image. */
  backup_id: string | null;
  image_id: string | null;
  project_id: string | null;
  created_at: Timestamp;
}

export interface BackupTable {
  id: string;
  project_id: string;
  region_id: string;
  user_id: string;
  vault_id: string;
  name: string;
  description: Generated<string>;
  status: Generated<string>;
  job_id: string | null;
  fault: JSONColumnType<object | null, string | null | undefined, string | null>;
  server_id: string;
  server_name: string;
  facts: Json<Record<string, unknown>>;
  /** The full-server image of another project that the server was made from. */
  foreign_image_id: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  taken_at: OptionalTimestamp;
  deleted_at: OptionalTimestamp;
}

export interface BackupDiskTable {
  id: string;
  backup_id: string;
  slot: number;
  disk_id: string;
  name: string;
  /** GiB. */
  size: number;
  volume_type: string;
  blob: string | null;
  /** Bytes. */
  stored: Generated<number>;
  /** The name under which its bytes lie staged while the backup is made. */
  upload: string | null;
}

export interface Database {
  regions: RegionTable;
  domains: DomainTable;
  projects: ProjectTable;
  users: UserTable;
  roles: RoleTable;
  role_implications: RoleImplicationTable;
  role_assignments: RoleAssignmentTable;
  application_credentials: ApplicationCredentialTable;
  access_keys: AccessKeyTable;
  revoked_tokens: RevokedTokenTable;
  login_failures: LoginFailureTable;
  directory_lookups: DirectoryLookupTable;
  identity_version: IdentityVersionTable;
  services: ServiceTable;
  endpoints: EndpointTable;
  events: EventTable;
  notices: NoticeTable;
  blobs: BlobTable;
  blob_copies: BlobCopyTable;
  images: ImageTable;
  image_stores: ImageStoreTable;
  members: MemberTable;
  uploads: UploadTable;
  staged_bytes: StagedBytesTable;
  tasks: TaskTable;
  jobs: JobTable;
  registered_limits: RegisteredLimitTable;
  limits: LimitTable;
  image_usage: ImageUsageTable;
  job_pools: JobPoolTable;
  metadef_namespaces: MetadefNamespaceTable;
  metadef_resource_types: MetadefResourceTypeTable;
  metadef_associations: MetadefAssociationTable;
  metadef_objects: MetadefObjectTable;
  metadef_properties: MetadefPropertyTable;
  metadef_tags: MetadefTagTable;
  flavors: FlavorTable;
  key_pairs: KeyPairTable;
  servers: ServerTable;
  disks: DiskTable;
  vaults: VaultTable;
  vault_claims: VaultClaimTable;
  backups: BackupTable;
  backup_disks: BackupDiskTable;
}
