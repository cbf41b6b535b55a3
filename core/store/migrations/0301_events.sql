-- Subscriptions: who is told of what, the numbered events of each, and how far a carrier's outbox has been matched.

-- One row a carrier that has Subscriptions. `position`: up to where its outbox is matched; it moves in the same transaction that writes the events, and only
-- from where it was, so that every change is matched once whichever hub does it. `holder` matches and delivers until `held_until`.
create table base.event_feed (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  position text collate "C" not null,
  holder text collate "C" not null,
  held_until timestamptz not null,
  primary key (tenant)
);
select base.wall('event_feed');

-- `content`: the resource's JSON without channel.header, which lies sealed in `secrets`. `actor`, `client`, `view`: who made it and what they could see then; what
-- they may see when told is asked anew. `last`: the number of its newest event; `delivered`: of the last one that arrived. `tried`, `failing_since`, `next_try`:
-- the delivery that fails now. An `inside` one belongs to a service in the hub.
create table base.subscription (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id text collate "C" not null,
  version int not null,
  updated_at timestamptz not null,
  status text not null check (status in ('requested', 'active', 'error', 'off')),
  reason text,
  channel text not null check (channel in ('rest-hook', 'websocket', 'inside')),
  actor text not null,
  client text collate "C",
  view text,
  content text not null,
  secrets bytea,
  ends_at timestamptz,
  last bigint not null default 0,
  delivered bigint not null default 0,
  tried int not null default 0,
  failing_since timestamptz,
  next_try timestamptz,
  sent_at timestamptz,
  primary key (tenant, id)
);
select base.wall('subscription');

-- What a Subscription's criteria met, numbered 1, 2, 3 …; kept for those who catch up.
create table base.subscription_event (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  subscription text collate "C" not null,
  number bigint not null,
  at timestamptz not null,
  topic text not null,
  type text not null,
  id text not null,
  interaction text not null check (interaction in ('create', 'update', 'delete')),
  primary key (tenant, subscription, number),
  foreign key (tenant, subscription) references base.subscription (tenant, id) on delete cascade
);
create index subscription_event_at on base.subscription_event (tenant, at);
select base.wall('subscription_event', 'select, insert');

-- Tokens that bind a websocket to Subscriptions, by their SHA-256.
create table base.subscription_binding (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  token bytea not null,
  subscriptions text[] not null,
  expires_at timestamptz not null,
  primary key (tenant, token)
);
select base.wall('subscription_binding', 'select, insert, delete');
