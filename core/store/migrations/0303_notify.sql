-- Mail and push: news of a carrier, who wants to be told how, what waits to be sent.

-- What a carrier has to tell, until it is known whom. Whom it concerns is sealed, and gone once it is passed on; the keyed hash of its key stays, so that
-- nothing is told twice. Random ids and days, for the reason given in 0204_persons.sql.
create table base.notice (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  key bytea not null,
  facts bytea,
  on_day date not null,
  primary key (tenant, id)
);
create unique index notice_key on base.notice (tenant, key);
create index notice_open on base.notice (tenant) where facts is not null;
create index notice_age on base.notice (tenant, on_day) where facts is null;
select base.wall('notice');

-- News for somebody without an account, who booked as a guest and left an address: one mail at a time each. What is sealed (address, house, language) is gone once
-- it is sent or given up; `guest` is the keyed hash of the Patient, so that news of minutes are one mail. Mails that a service sends to an address somebody typed in
-- lie here, too; then `guest` is the keyed hash of the address, so that nobody is sent more than a few a day.
create table base.guest_mail (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  key bytea not null,
  guest bytea not null,
  facts bytea,
  due_at timestamptz not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  on_day date not null,
  primary key (tenant, id)
);
create unique index guest_mail_key on base.guest_mail (tenant, key);
create index guest_mail_due on base.guest_mail (tenant, due_at) where facts is not null;
create index guest_mail_guest on base.guest_mail (tenant, guest, on_day);
create index guest_mail_age on base.guest_mail (tenant, on_day) where facts is null;
select base.wall('guest_mail');

-- Across tenants: an account has one address, whoever writes to it.

-- How an account wants to be told. The address is sealed, `mark` its keyed hash; `code` the keyed hash of the code that proves it.
create table base.mail_account (
  account text collate "C" primary key references base.account on delete cascade,
  language text not null check (language in ('de', 'en')),
  topics_off text[] not null default '{}',
  address bytea,
  mark bytea,
  state text check (state in ('unverified', 'verified', 'bounced')),
  code bytea,
  code_expires_at timestamptz,
  code_failures int not null default 0,
  bounced_at timestamptz,
  changed_at timestamptz not null,
  check ((address is null) = (state is null))
);
create index mail_account_changed on base.mail_account (changed_at);
select base.across_tenants('mail_account', 'select, insert, update, delete');

-- Browsers that asked to be told; endpoint and keys are sealed, `mark` is the endpoint's keyed hash.
create table base.push_device (
  id uuid primary key,
  account text collate "C" not null references base.account on delete cascade,
  subscription bytea not null,
  mark bytea not null unique,
  name text not null,
  added_at timestamptz not null
);
create index push_device_account on base.push_device (account);
select base.across_tenants('push_device', 'select, insert, update, delete');

-- One thing to be told to one account. `bundle` = the row under whose id it goes out, together with others; `recipient` = the keyed hash of the address it
-- went to. Which carrier it comes from is sealed.
create table base.mail (
  id uuid primary key,
  key bytea not null unique,
  account text collate "C" not null references base.account on delete cascade,
  topic text not null check (topic in ('appointments', 'forms', 'news', 'security', 'code')),
  facts bytea not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'expired')),
  due_at timestamptz not null,
  expires_at timestamptz not null,
  attempts int not null default 0,
  returned int not null default 0,
  bundle uuid,
  pushed boolean not null default false,
  recipient bytea,
  changed_at timestamptz not null
);
create index mail_due on base.mail (due_at) where state = 'waiting';
create index mail_account_state on base.mail (account, state, changed_at);
create index mail_bundle on base.mail (bundle) where bundle is not null;
create index mail_recipient on base.mail (recipient, changed_at) where recipient is not null;
create index mail_age on base.mail (changed_at);
select base.across_tenants('mail', 'select, insert, update, delete');

-- How many mails of which kind came in; nothing else of them is kept.
create table base.mail_received (
  kind text not null check (kind in ('bounced', 'delayed', 'unsubscribed', 'automatic', 'replies', 'unmatched')),
  on_day date not null,
  count int not null,
  primary key (kind, on_day)
);
select base.across_tenants('mail_received', 'select, insert, update, delete');
