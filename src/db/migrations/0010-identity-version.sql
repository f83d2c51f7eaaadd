-- A number that changes with every commit that can change what a token is worth: while it stays, what was read of these tables still holds.

create table identity_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null,
  -- A transaction counts once, however many rows it changes.
  changed_by xid8 not null
);
insert into identity_version (version, changed_by) values (1, pg_current_xact_id());

create function count_identity_change() returns trigger language plpgsql as $$
begin
  update identity_version set version = version + 1, changed_by = pg_current_xact_id()
  where changed_by <> pg_current_xact_id();
  return null;
end $$;

-- Deferred to the commit: the row is locked last and for a moment, so that transactions neither wait long for it nor for each other.
create constraint trigger identity_change after insert or update or delete on users
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on domains
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on projects
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on roles
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on role_implications
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on role_assignments
  deferrable initially deferred for each row execute function count_identity_change();
create constraint trigger identity_change after insert or update or delete on revoked_tokens
  deferrable initially deferred for each row execute function count_identity_change();
