-- Backup vaults, what lies in them, and the ledger of their room. Room is counted in MiB: a backup of one's own counts the bytes that it stores, a full-server image
-- that was accepted counts the sum of its disks.

create table vaults (
  id uuid primary key,
  project_id text not null,
  region_id text not null references regions,
  user_id text not null,
  name text not null,
  description text not null default '',
  -- GiB.
  capacity integer not null check (capacity between 10 and 10485760),
  object_type text not null check (object_type in ('server', 'disk')),
  protect_type text not null check (protect_type in ('backup', 'replication')),
  -- A locked one takes in nothing new.
  status text not null default 'available' check (status in ('available', 'locked', 'deleted')),
  -- Kept by the trigger on vault_claims and by nothing else. The last check is what keeps a vault from being oversold, whatever runs at once.
  used bigint not null default 0 check (used >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  check ((status = 'deleted') = (deleted_at is not null)),
  check (status <> 'deleted' or used + reserved = 0),
  constraint vaults_not_oversold check (used + reserved <= capacity::bigint * 1024)
);
create index vaults_project on vaults (project_id, created_at desc, id desc) where status <> 'deleted';
create index vaults_region on vaults (region_id);

-- A backup of a server: all its disks at one instant.
create table backups (
  id uuid primary key,
  project_id text not null,
  region_id text not null references regions,
  user_id text not null,
  vault_id uuid not null references vaults,
  name text not null,
  description text not null default '',
  status text not null default 'protecting' check (status in ('protecting', 'available', 'deleting', 'error', 'deleted')),
  job_id text,
  fault jsonb,
  server_id uuid not null references servers,
  server_name text not null,
  -- The facts of the server that a new one is made by: flavor, architecture, firmware, image it was made from.
  facts jsonb not null default '{}',
  -- The image of somebody else's backup that the server was made from makes this one unshareable; null: none.
  foreign_image_id uuid references images,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- The instant that its disks are of.
  taken_at timestamptz,
  deleted_at timestamptz,
  check ((status = 'deleted') = (deleted_at is not null))
);
create index backups_project on backups (project_id, created_at desc, id desc) where status <> 'deleted';
create index backups_region on backups (region_id);
create index backups_vault on backups (vault_id) where status <> 'deleted';
create index backups_server on backups (server_id) where status <> 'deleted';
create index backups_foreign_image on backups (foreign_image_id) where foreign_image_id is not null;

create table backup_disks (
  id uuid primary key,
  backup_id uuid not null references backups,
  -- As it was attached; 0 is the system disk.
  slot integer not null check (slot >= 0),
  disk_id uuid not null,
  name text not null,
  -- GiB.
  size integer not null check (size > 0),
  volume_type text not null,
  -- null: not taken yet, or deleted.
  blob text references blobs,
  -- Bytes stored.
  stored bigint not null default 0,
  -- The name under which its bytes lie staged while the backup is made.
  upload uuid,
  unique (backup_id, slot)
);
create index backup_disks_upload on backup_disks (upload) where upload is not null;
create index backup_disks_blob on backup_disks (blob) where blob is not null;

-- The backup behind a full-server image; one backup makes one image.
alter table images add column backup_id uuid references backups;
-- The backup is of a server that came of another project's full-server image: the image is not shared on.
alter table images add column foreign_backup boolean not null default false;
create unique index images_backup on images (backup_id) where backup_id is not null and status <> 'deleted';

-- Room taken in a vault: by a backup of one's own, or by a full-server image of another project that was accepted into it.
create table vault_claims (
  id uuid primary key,
  vault_id uuid not null references vaults,
  mib bigint not null check (mib >= 0),
  -- False: of a backup that is being made, or of a share; true: of a backup that is stored.
  stored boolean not null default false,
  backup_id uuid unique references backups on delete cascade,
  image_id uuid,
  project_id text,
  created_at timestamptz not null default now(),
  -- A member that goes, however it goes, gives the room back.
  foreign key (image_id, project_id) references members on delete cascade,
  unique (image_id, project_id),
  check (num_nonnulls(backup_id, image_id) = 1),
  check ((image_id is null) = (project_id is null))
);
create index vault_claims_vault on vault_claims (vault_id);

-- Once for each statement and vault, not for each claim: a batch of a thousand would otherwise write the vault's row a thousand times. `claims` are the rows that
-- come (1) or go (-1); one that changes goes and comes.
create function weigh_claims() returns trigger language plpgsql as $$
begin
  update vaults set used = vaults.used + sums.used, reserved = vaults.reserved + sums.reserved
  from (
    select vault_id,
      tg_argv[0]::integer * coalesce(sum(mib) filter (where stored), 0) as used,
      tg_argv[0]::integer * coalesce(sum(mib) filter (where not stored), 0) as reserved
    from claims group by vault_id
  ) sums
  where vaults.id = sums.vault_id;
  return null;
end
$$;
create trigger vault_claims_inserted after insert on vault_claims
  referencing new table as claims for each statement execute function weigh_claims('1');
create trigger vault_claims_deleted after delete on vault_claims
  referencing old table as claims for each statement execute function weigh_claims('-1');
-- Triggers of one event run in the order of their names: the old room is given back before the new one is taken.
create trigger vault_claims_updated_1 after update on vault_claims
  referencing old table as claims for each statement execute function weigh_claims('-1');
create trigger vault_claims_updated_2 after update on vault_claims
  referencing new table as claims for each statement execute function weigh_claims('1');

-- Whoever is no longer accepted, by an answer, an undo, a new asking, gives the room back too.
create function release_claims() returns trigger language plpgsql as $$
begin
  delete from vault_claims where image_id = new.image_id and project_id = new.project_id;
  return null;
end
$$;
create trigger members_release_room after update of status on members
  for each row when (old.status = 'accepted' and new.status <> 'accepted') execute function release_claims();

alter table servers drop constraint servers_task_check;
alter table servers add constraint servers_task_check check (task in (
  'starting', 'stopping', 'rebooting', 'changing-os', 'reinstalling', 'attaching', 'detaching', 'capturing', 'backing-up', 'deleting'));
