-- Blobs, images and their members.

create table blobs (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  md5 text not null,
  created_at timestamptz not null default now()
);

-- A deleted image keeps its row: an image id is never used again.
create table images (
  id uuid primary key,
  owner text not null,
  region_id text not null references regions,
  kind text not null check (kind in ('system', 'data', 'server', 'iso')),
  name text,
  status text not null default 'queued'
    check (status in ('queued', 'saving', 'active', 'deactivated', 'killed', 'deleted')),
  visibility text not null check (visibility in ('private', 'shared', 'public', 'community')),
  container_format text,
  disk_format text,
  min_disk integer not null default 0 check (min_disk >= 0),
  min_ram integer not null default 0 check (min_ram >= 0),
  protected boolean not null default false,
  hidden boolean not null default false,
  blob text references blobs,
  size bigint,
  virtual_size bigint,
  checksum text,
  detected_format text,
  encrypted boolean not null default false,
  properties jsonb not null default '{}',
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check (status not in ('active', 'deactivated') or blob is not null),
  check (status not in ('deleted', 'queued', 'saving') or blob is null)
);
-- The default list is newest first; one index a source, each already in list order.
create index images_owner on images (owner, created_at desc, id desc) where status <> 'deleted';
create index images_open on images (region_id, visibility, created_at desc, id desc)
  where visibility in ('public', 'community') and status <> 'deleted';
create index images_region on images (region_id, created_at desc, id desc) where status <> 'deleted';
create index images_blob on images (blob) where blob is not null;

-- project_id has no foreign key: with loose consent any text is a member, as in Glance.
create table members (
  image_id uuid not null references images,
  project_id text not null,
  status text not null default 'pending' check (status in ('pending', 'accepted', 'rejected')),
  image_created_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (image_id, project_id)
);
create index members_project on members (project_id, status, image_created_at desc, image_id desc);

-- Bytes on their way in. A row without a living process behind it is cleaned up (see domain/bytes).
create table uploads (
  id uuid primary key,
  image_id uuid not null unique references images,
  process_id integer not null,
  created_at timestamptz not null default now()
);
