-- When an image first had bytes that it could be used with: clients of Huawei Cloud are told.
alter table images add column active_at timestamptz;
update images set active_at = coalesce(
  (select min(at) from events where noun = 'image' and noun_id = images.id::text and action = 'image.upload'), created_at)
where status in ('active', 'deactivated');

-- Whatever makes an image active, an upload, an import or a copy, notes it.
create function note_activation() returns trigger language plpgsql as $$
begin
  new.active_at := now();
  return new;
end
$$;

create trigger images_activated before insert or update of status on images
  for each row when (new.status = 'active' and new.active_at is null) execute function note_activation();
