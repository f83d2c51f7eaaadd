-- Servers and disks. What exists of them on a machine is the engine's (src/drivers/engine); these rows say what there should be.

create table flavors (
  id text primary key,
  vcpus integer not null check (vcpus > 0),
  -- MiB.
  memory integer not null check (memory > 0),
  -- Lists show them in this order.
  position integer not null unique
);
insert into flavors (id, vcpus, memory, position) values
  ('s1.small', 1, 256, 1),
  ('s1.medium', 1, 512, 2),
  ('s1.large', 2, 1024, 3),
  ('s1.xlarge', 2, 2048, 4);

-- Public keys that a server lets in by. Private halves are never kept.
create table key_pairs (
  project_id text not null,
  name text not null,
  user_id text not null,
  public_key text not null,
  fingerprint text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, name)
);

-- A deleted server keeps its row: jobs and the trail speak of it.
create table servers (
  id uuid primary key,
  project_id text not null,
  region_id text not null references regions,
  user_id text not null,
  name text not null,
  description text not null default '',
  flavor_id text not null references flavors,
  status text not null default 'building' check (status in ('building', 'running', 'stopped', 'error', 'deleted')),
  -- What is being done to it; nothing else is begun meanwhile.
  task text check (task in ('starting', 'stopping', 'rebooting', 'changing-os', 'reinstalling', 'attaching', 'detaching', 'capturing', 'deleting')),
  -- The job that does it.
  job_id text,
  -- Why it is in error: code and message.
  fault jsonb,
  -- The image that its system is from, with its name and its owner as they were.
  image_id uuid not null references images,
  image_name text,
  image_project_id text not null,
  architecture text not null,
  firmware text not null check (firmware in ('bios', 'uefi')),
  -- How one logs in: `image` means as the image itself says.
  login text not null check (login in ('password', 'key', 'image')),
  key_name text,
  public_key text,
  password_hash text,
  -- As text, not encoded.
  user_data text,
  -- A guest that finds another one than before sets itself up anew.
  instance_id text not null,
  mac text not null unique,
  -- Of 127.0.0.1; null: deleted.
  ssh_port integer,
  -- What clients of other clouds say of it and want to read again: network, zone, tags …
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- When it last began to run.
  started_at timestamptz,
  deleted_at timestamptz,
  check ((status = 'deleted') = (deleted_at is not null)),
  check ((login = 'key') = (public_key is not null)),
  check ((login = 'password') = (password_hash is not null))
);
create index servers_project on servers (project_id, created_at desc, id desc) where status <> 'deleted';
create index servers_region on servers (region_id);
create index servers_flavor on servers (flavor_id);
-- What has been made of an image, and by whom.
create index servers_image on servers (image_id, project_id) where status <> 'deleted';
create unique index servers_ssh_port on servers (ssh_port) where ssh_port is not null;

create table disks (
  id uuid primary key,
  project_id text not null,
  region_id text not null references regions,
  user_id text not null,
  name text not null,
  description text not null default '',
  kind text not null check (kind in ('system', 'data')),
  status text not null default 'creating'
    check (status in ('creating', 'available', 'attaching', 'in-use', 'detaching', 'growing', 'capturing', 'deleting', 'error', 'deleted')),
  -- The job that makes, grows, captures or deletes it.
  job_id text,
  fault jsonb,
  -- GiB.
  size integer not null check (size > 0),
  volume_type text not null,
  server_id uuid references servers,
  -- 0 is the system disk.
  slot integer check (slot >= 0),
  delete_with_server boolean not null default false,
  -- The image that it was made from, with its name and its owner as they were.
  image_id uuid references images,
  image_name text,
  image_project_id text,
  -- The bytes that it begins with: they stay as long as it does.
  blob text references blobs,
  base_format text,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  attached_at timestamptz,
  deleted_at timestamptz,
  check ((status = 'deleted') = (deleted_at is not null)),
  check ((blob is null) = (base_format is null)),
  check (status <> 'deleted' or (server_id is null and blob is null)),
  check (slot is null or server_id is not null)
);
create index disks_project on disks (project_id, created_at desc, id desc) where status <> 'deleted';
create index disks_region on disks (region_id);
create unique index disks_slot on disks (server_id, slot) where slot is not null;
create index disks_server on disks (server_id) where server_id is not null;
create index disks_image on disks (image_id, project_id) where status <> 'deleted';
create index disks_blob on disks (blob) where blob is not null;
