-- Work that a client has asked for and looks at by an id: its input, its end, and how far it is. What carries it out is in the queue's own tables.
create table jobs (
  id text primary key,
  type text not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'succeeded', 'failed')),
  project_id text not null references projects on delete cascade,
  region_id text not null references regions,
  -- Who asked, with scope and role as they were.
  actor jsonb not null,
  input jsonb not null,
  result jsonb,
  -- Why it failed: kind, code, message and detail.
  fault jsonb,
  -- From 0 to 1.
  progress real not null default 0 check (progress between 0 and 1),
  -- How many processes have begun it.
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  check ((status in ('succeeded', 'failed')) = (ended_at is not null)),
  check ((status = 'failed') = (fault is not null))
);
create index jobs_project on jobs (project_id);
create index jobs_region on jobs (region_id);
create index jobs_ended on jobs (ended_at) where ended_at is not null;
