-- The audit trail and the notices that a project keeps until it dismisses them. Neither refers to other tables by key:
-- both outlive what they speak of.

create table events (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  action text not null,
  noun text not null,
  noun_id text not null,
  project_id text,
  actor_user_id text,
  actor_user_name text,
  actor_project_id text,
  actor_role text,
  acted_for_project_id text,
  request_id text,
  before jsonb,
  after jsonb
);
create index events_noun on events (noun, noun_id, id desc);
create index events_project on events (project_id, id desc);
create index events_actor_project on events (actor_project_id, id desc);

create table notices (
  id bigint generated always as identity primary key,
  project_id text not null,
  kind text not null check (kind in ('offered', 'accepted', 'rejected', 'withdrawn', 'image-deleted', 'member-gone')),
  image_id uuid not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  dismissed_at timestamptz
);
create index notices_open on notices (project_id, id desc) where dismissed_at is null;
