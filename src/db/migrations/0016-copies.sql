-- Where an image that is a copy comes from. Name and owner are those that the source had then: what becomes of them later is none of the copy's business.
alter table images
  add column origin_id uuid references images,
  add column origin_name text,
  add column origin_project_id text,
  add check ((origin_id is null) = (origin_project_id is null)),
  add check (origin_name is null or origin_id is not null);
create index images_origin on images (origin_id) where origin_id is not null;
