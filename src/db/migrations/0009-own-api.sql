-- What our own API adds: a trail that can be followed and read by project, words that go with an offer, and how far an upload is.

-- The other party of an offer or an answer; project_id is the owner's.
alter table events add column member_project_id text;
update events set member_project_id = coalesce(after ->> 'member', before ->> 'member') where action like 'member.%';
-- By these, who follows the trail misses nothing: ids are drawn before the commit, so a lower one may become visible later.
alter table events add column xid xid8 not null default pg_current_xact_id();
create index events_xid on events (xid);

-- Lists are newest first, and narrowed by time.
drop index events_noun;
drop index events_project;
drop index events_actor_project;
create index events_noun on events (noun, noun_id, at desc, id desc);
create index events_project on events (project_id, at desc, id desc);
create index events_actor_project on events (actor_project_id, at desc, id desc);
create index events_member_project on events (member_project_id, at desc, id desc) where member_project_id is not null;
create index events_at on events (at desc, id desc);
-- Has this project ever accepted anything from that one?
create index events_accepts on events (member_project_id, project_id) where action = 'member.accept';

alter table members add column message text;
-- Offers are listed in the order in which they came.
create index members_offers on members (project_id, status, created_at desc, image_id desc);

alter table uploads add column phase text not null default 'uploading' check (phase in ('uploading', 'checking', 'storing'));
-- Bytes; told about once a second, so that a short upload says nothing.
alter table uploads add column received bigint not null default 0 check (received >= 0);

-- How many project ids a user has looked up since the minute began.
create table directory_lookups (
  user_id text primary key references users on delete cascade,
  minute timestamptz not null,
  looked_up integer not null
);
