-- Permanent access keys: their holders sign requests instead of sending a token. A signature can only be checked with the secret itself, so that is
-- kept, sealed with a key that the database does not have. What a key is worth is read at each request: it needs no identity version.
create table access_keys (
  id text primary key,
  user_id text not null references users on delete cascade,
  sealed_secret text not null,
  description text not null default '',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);
create index access_keys_user on access_keys (user_id, created_at, id);
