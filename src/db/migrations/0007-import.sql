-- Several stores, the staging area, and the tasks that bring bytes into images or into more stores.

-- Where a blob's bytes are.
create table blob_copies (
  digest text not null references blobs,
  store text not null,
  created_at timestamptz not null default now(),
  primary key (digest, store)
);

-- Until now there was one store.
insert into blob_copies (digest, store) select digest, 'default' from blobs;

alter table images
  add column stores text[] not null default '{}',
  -- What an import has before it, and where the last one failed; null: there was none.
  add column importing_to text[],
  add column import_failed text[];
update images set stores = '{default}' where blob is not null;

alter table images
  drop constraint images_status_check,
  add constraint images_status_check
    check (status in ('queued', 'saving', 'uploading', 'importing', 'active', 'deactivated', 'killed', 'deleted')),
  add check (status not in ('uploading', 'importing') or blob is null),
  add check ((blob is null) = (stores = '{}'));

-- A row for each of images.stores, so that foreign keys count the references to a copy. Kept by the triggers and by nothing else.
create table image_stores (
  image_id uuid not null references images,
  store text not null,
  digest text not null,
  primary key (image_id, store),
  foreign key (digest, store) references blob_copies
);
create index image_stores_copy on image_stores (digest, store);

create function keep_image_stores() returns trigger language plpgsql as $$
begin
  delete from image_stores where image_id = new.id;
  insert into image_stores (image_id, store, digest)
  select new.id, store, new.blob from unnest(new.stores) as store;
  return null;
end
$$;

create trigger images_stored after insert on images
  for each row when (new.blob is not null) execute function keep_image_stores();
create trigger images_moved after update of blob, stores on images
  for each row when ((old.blob, old.stores) is distinct from (new.blob, new.stores))
  execute function keep_image_stores();

insert into image_stores (image_id, store, digest)
select images.id, store, blob from images, unnest(stores) as store;

-- Whole bytes that wait for their import, in the staging area of a store.
create table staged_bytes (
  image_id uuid primary key references images,
  -- Of the file.
  name uuid not null unique,
  store text not null,
  size bigint not null check (size >= 0),
  digest text not null,
  md5 text not null,
  created_at timestamptz not null default now()
);

-- Imports, while they run and for a while after.
create table tasks (
  id uuid primary key,
  type text not null check (type in ('import', 'api_image_import')),
  status text not null default 'pending' check (status in ('pending', 'processing', 'success', 'failure')),
  image_id uuid not null references images,
  region_id text not null references regions,
  owner text not null,
  user_id text not null,
  request_id text not null,
  method text not null check (method in ('glance-direct', 'web-download', 'copy-image')),
  -- The address of a web-download; forgotten when the task ends, for it may hold a secret.
  source text,
  stores text[] not null,
  all_must_succeed boolean not null,
  -- What was asked for, to be shown.
  input jsonb not null,
  message text not null default '',
  -- How many processes have begun it.
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  expires_at timestamptz
);
create index tasks_image on tasks (image_id, created_at desc, id desc);
create unique index tasks_open on tasks (image_id) where status in ('pending', 'processing');
create index tasks_region on tasks (region_id, created_at desc, id desc);
create index tasks_expiry on tasks (expires_at) where expires_at is not null;
