-- Which process runs which of the queue's worker pools, so that tasks of a process that died are freed at once and not after hours.

create table job_pools (
  pool_id text primary key,
  process_id integer not null
);
