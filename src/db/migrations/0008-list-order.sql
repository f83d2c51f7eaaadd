-- Lists in the orders that clients ask for all day: by creation time, and by name (glanceclient and Horizon sort by name unless they are told otherwise).
-- Any other order is sorted when it is asked for: an index on updated_at would have every change of an image write all of its indexes.

-- The expression is that of domain/images/list-queries.ts. Read backwards they serve the other direction.
create index images_owner_name on images (owner, coalesce(name, ''), created_at, id) where status <> 'deleted';
create index images_open_name on images (region_id, visibility, coalesce(name, ''), created_at, id)
  where visibility in ('public', 'community') and status <> 'deleted';
create index images_region_name on images (region_id, coalesce(name, ''), created_at, id) where status <> 'deleted';
-- A project's own images of one visibility.
create index images_owner_visibility on images (owner, visibility, created_at desc, id desc) where status <> 'deleted';

-- Memberships have their image's name, as they have its creation time, so that an index on them is in list order.
alter table members add column image_name text;
update members set image_name = coalesce(images.name, '') from images where images.id = members.image_id;
alter table members alter column image_name set not null;
create index members_accepted_name on members (project_id, image_name, image_created_at, image_id) where status = 'accepted';

create function rename_memberships() returns trigger language plpgsql as $$
begin
  update members set image_name = coalesce(new.name, '') where image_id = new.id;
  return null;
end
$$;

create trigger images_renamed after update of name on images
  for each row when (old.name is distinct from new.name) execute function rename_memberships();
