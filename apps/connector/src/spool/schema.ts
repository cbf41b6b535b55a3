/** Number of this shape; a spool of another one is not opened. */
export const schemaVersion = 1

/** The spool's tables.
 *  `message` is small and lies in the order in which a stream is sent; `original` holds the bytes, appended by rising id.
 *  What is done needs no mark of its own: it is what lies below its stream's `next`, or in an earlier epoch. */
export const schema = `
create table epoch (
  number integer primary key,
  id text not null,
  streams integer not null,
  reason text not null,
  previous text,
  opened_at integer not null,
  -- 1 once the hub has confirmed it
  known integer not null default 0
) strict;

create table channel (
  number integer primary key,
  name text not null unique,
  -- what the hub needs to read the channel's messages, kept for those that wait after the channel has been removed
  settings text not null,
  port integer not null,
  sequence integer not null default 0,
  received integer not null default 0,
  duplicates integer not null default 0,
  refused integer not null default 0,
  application_ack integer not null default 0,
  error_code text,
  error_text text,
  error_at integer
) strict;

create table stream (
  epoch integer not null,
  number integer not null,
  next integer not null,
  primary key (epoch, number)
) strict, without rowid;

create table message (
  epoch integer not null,
  stream integer not null,
  position integer not null,
  id integer not null,
  channel integer not null,
  sequence integer not null,
  received_at integer not null,
  bytes integer not null,
  -- set of further streams this message is a barrier over, one bit each; 0 for nearly all
  merges integer not null,
  sha256 blob not null,
  control text not null,
  fingerprint integer not null,
  primary key (epoch, stream, position)
) strict, without rowid;

create index message_control on message (control, fingerprint);
create index message_merges on message (epoch, id) where merges <> 0;

create table original (
  id integer primary key,
  bytes blob not null
) strict;

-- how far a stream had come at some minute: what pruning by age goes by
create table mark (
  epoch integer not null,
  stream integer not null,
  at integer not null,
  position integer not null,
  primary key (epoch, stream, at)
) strict, without rowid;

create table fact (
  name text primary key,
  value any not null
) strict, without rowid;
`
