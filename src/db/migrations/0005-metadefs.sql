-- Metadata definitions: the properties, objects and tags that images and other resources may carry, grouped by namespace. The same in every region.

-- owner has no foreign key: definition files name owners that are no project here, as in Glance.
create table metadef_namespaces (
  id bigint generated always as identity primary key,
  name text not null unique,
  display_name text,
  description text,
  visibility text not null check (visibility in ('public', 'private')),
  protected boolean not null,
  owner text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index metadef_namespaces_list on metadef_namespaces (created_at desc, id desc);
create index metadef_namespaces_owner on metadef_namespaces (owner, created_at desc, id desc);

-- Kept when the last namespace that names it is gone.
create table metadef_resource_types (
  name text primary key,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table metadef_associations (
  namespace_id bigint not null references metadef_namespaces on delete cascade,
  resource_type text not null references metadef_resource_types,
  prefix text,
  properties_target text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (namespace_id, resource_type)
);
create index metadef_associations_resource_type on metadef_associations (resource_type);

create table metadef_objects (
  id bigint generated always as identity primary key,
  namespace_id bigint not null references metadef_namespaces on delete cascade,
  name text not null,
  description text,
  required text[] not null default '{}',
  properties jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (namespace_id, name)
);

create table metadef_properties (
  id bigint generated always as identity primary key,
  namespace_id bigint not null references metadef_namespaces on delete cascade,
  name text not null,
  definition jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (namespace_id, name)
);

create table metadef_tags (
  id bigint generated always as identity primary key,
  namespace_id bigint not null references metadef_namespaces on delete cascade,
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Tags are told apart without regard to case, as Glance says of its own.
create unique index metadef_tags_name on metadef_tags (namespace_id, lower(name));
create index metadef_tags_list on metadef_tags (namespace_id, created_at desc, id desc);
