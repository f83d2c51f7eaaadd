-- Accounts (Keystone domains), projects with their region, users, roles and what they may call.

create table regions (
  id text primary key,
  description text not null default '',
  parent_region_id text references regions,
  created_at timestamptz not null default now()
);

create index regions_parent on regions (parent_region_id);

create table domains (
  id text primary key,
  name text not null unique,
  description text not null default '',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

create table projects (
  id text primary key,
  domain_id text not null references domains,
  region_id text not null references regions,
  name text not null,
  description text not null default '',
  enabled boolean not null default true,
  is_home boolean not null default false,
  parent_id text references projects,
  extra jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (domain_id, name)
);
create unique index projects_home on projects (domain_id, region_id) where is_home;
create index projects_name on projects (name);
create index projects_parent on projects (parent_id);
create index projects_region on projects (region_id);

create table users (
  id text primary key,
  domain_id text not null references domains,
  name text not null,
  password_hash text,
  description text not null default '',
  email text,
  enabled boolean not null default true,
  default_project_id text,
  tokens_valid_from timestamptz not null default now(),
  extra jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (domain_id, name)
);
create index users_name on users (name);

create table roles (
  id text primary key,
  name text not null,
  domain_id text references domains,
  description text not null default '',
  created_at timestamptz not null default now(),
  unique nulls not distinct (domain_id, name)
);

create table role_implications (
  prior_role_id text not null references roles on delete cascade,
  implied_role_id text not null references roles on delete cascade,
  primary key (prior_role_id, implied_role_id)
);

create index role_implications_implied on role_implications (implied_role_id);

create table role_assignments (
  user_id text not null references users on delete cascade,
  role_id text not null references roles on delete cascade,
  project_id text references projects on delete cascade,
  domain_id text references domains on delete cascade,
  check (num_nonnulls(project_id, domain_id) <= 1),
  unique nulls not distinct (user_id, project_id, domain_id, role_id)
);
create index role_assignments_project on role_assignments (project_id);
create index role_assignments_domain on role_assignments (domain_id);
create index role_assignments_role on role_assignments (role_id);

create table application_credentials (
  id text primary key,
  user_id text not null references users on delete cascade,
  project_id text not null references projects on delete cascade,
  name text not null,
  description text not null default '',
  secret_hash text not null,
  role_ids text[] not null,
  unrestricted boolean not null default false,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, name)
);
create index application_credentials_project on application_credentials (project_id);

create table revoked_tokens (
  audit_id text primary key,
  expires_at timestamptz not null
);
create index revoked_tokens_expiry on revoked_tokens (expires_at);

create table login_failures (
  subject text not null,
  address text not null,
  failures integer not null,
  locked_until timestamptz,
  updated_at timestamptz not null default now(),
  primary key (subject, address)
);
create index login_failures_age on login_failures (updated_at);

create table services (
  id text primary key,
  type text not null,
  name text not null,
  description text not null default '',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

create table endpoints (
  id text primary key,
  service_id text not null references services on delete cascade,
  interface text not null check (interface in ('public', 'internal', 'admin')),
  region_id text not null references regions,
  url text not null,
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);
create index endpoints_region on endpoints (region_id);
create index endpoints_service on endpoints (service_id);
