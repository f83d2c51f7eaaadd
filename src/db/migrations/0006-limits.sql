-- Unified limits (Keystone's): what the operator registers of a service's resources, and what it grants to single projects and accounts.
-- And the ledger of what a project uses of its image quotas.

create table registered_limits (
  id text primary key,
  service_id text not null references services on delete cascade,
  -- null: every region that has no registered limit of its own for the resource.
  region_id text references regions,
  resource_name text not null,
  -- -1: as many as one likes.
  default_limit integer not null check (default_limit >= -1),
  description text,
  unique nulls not distinct (service_id, region_id, resource_name)
);
create index registered_limits_region on registered_limits (region_id);

create table limits (
  id text primary key,
  registered_limit_id text not null references registered_limits on delete cascade,
  project_id text references projects on delete cascade,
  domain_id text references domains on delete cascade,
  resource_limit integer not null check (resource_limit >= -1),
  description text,
  check (num_nonnulls(project_id, domain_id) = 1),
  unique nulls not distinct (registered_limit_id, project_id, domain_id)
);
create index limits_project on limits (project_id);
create index limits_domain on limits (domain_id);

-- What an upload may still write: claimed before the bytes are taken, freed when the upload ends, however it ends.
alter table uploads add column reserved bigint not null default 0 check (reserved >= 0);
-- Bytes on their way to the staging area count against another quota than those of images.
alter table uploads add column staged boolean not null default false;

-- Kept by the triggers below and by nothing else. A project's usage is the sum of its rows: each connection writes the row of its own
-- slot, so that projects without limits do not wait for their own other requests. Whoever enforces a limit takes the project's lock
-- after its change and before it reads the sum (see domain/images/quotas), so that two changes cannot pass one limit together.
create table image_usage (
  project_id text not null,
  slot integer not null,
  -- Images that are not deleted, and those of them whose bytes are on their way.
  images integer not null default 0,
  uploading integer not null default 0,
  -- Bytes of images, and of the staging area; both with what uploads have reserved.
  size_bytes bigint not null default 0,
  stage_bytes bigint not null default 0,
  primary key (project_id, slot)
);

create function image_usage_slot() returns integer language sql stable as $$
  select pg_backend_pid() % 16
$$;

create function image_weight(owner text, status text, size bigint, sign integer) returns image_usage
language sql stable as $$
  select owner, image_usage_slot(),
    sign * (status not in ('killed', 'deleted'))::integer,
    sign * (status in ('saving', 'uploading', 'importing'))::integer,
    sign * case when status in ('active', 'deactivated') then coalesce(size, 0) else 0 end,
    sign * case when status in ('uploading', 'importing') then coalesce(size, 0) else 0 end
$$;

-- In the order of projects, so that no two statements wait for each other.
create function change_image_usage(changes image_usage[]) returns void
language sql as $$
  insert into image_usage as ledger
  select project_id, slot, sum(images), sum(uploading), sum(size_bytes), sum(stage_bytes)
  from unnest(changes)
  group by project_id, slot
  having sum(images) <> 0 or sum(uploading) <> 0 or sum(size_bytes) <> 0 or sum(stage_bytes) <> 0
  order by project_id
  on conflict (project_id, slot) do update set
    images = ledger.images + excluded.images,
    uploading = ledger.uploading + excluded.uploading,
    size_bytes = ledger.size_bytes + excluded.size_bytes,
    stage_bytes = ledger.stage_bytes + excluded.stage_bytes
$$;

create function weigh_images() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform change_image_usage(array(select image_weight(owner, status, size, 1) from added));
  else
    perform change_image_usage(array(
      select image_weight(owner, status, size, 1) from added
      union all
      select image_weight(owner, status, size, -1) from removed));
  end if;
  return null;
end
$$;

create trigger images_added after insert on images
  referencing new table as added for each statement execute function weigh_images();
create trigger images_changed after update on images
  referencing old table as removed new table as added for each statement execute function weigh_images();

create function upload_weight(image uuid, staged boolean, reserved bigint, sign integer) returns image_usage
language sql stable as $$
  select owner, image_usage_slot(), 0, 0,
    sign * case when staged then 0 else reserved end,
    sign * case when staged then reserved else 0 end
  from images where id = image
$$;

create function weigh_uploads() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform change_image_usage(array(select upload_weight(image_id, staged, reserved, 1) from added));
  elsif tg_op = 'DELETE' then
    perform change_image_usage(array(select upload_weight(image_id, staged, reserved, -1) from removed));
  else
    perform change_image_usage(array(
      select upload_weight(image_id, staged, reserved, 1) from added
      union all
      select upload_weight(image_id, staged, reserved, -1) from removed));
  end if;
  return null;
end
$$;

create trigger uploads_added after insert on uploads
  referencing new table as added for each statement execute function weigh_uploads();
create trigger uploads_changed after update on uploads
  referencing old table as removed new table as added for each statement execute function weigh_uploads();
create trigger uploads_ended after delete on uploads
  referencing old table as removed for each statement execute function weigh_uploads();

select change_image_usage(array(select image_weight(owner, status, size, 1) from images));
