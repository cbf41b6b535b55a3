-- Newsletters of services: what is sent, and to whom it still has to go.

-- `content` is sealed, `key` a keyed hash; all of it is gone after half a year. What waits longer than `expires_at` is given up.
create table base.edition (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  plug text collate "C" not null,
  key bytea not null,
  content bytea not null,
  held boolean not null default false,
  expires_at timestamptz not null,
  on_day date not null,
  primary key (tenant, id)
);
create unique index edition_key on base.edition (tenant, key);
create index edition_age on base.edition (tenant, on_day);
select base.wall('edition');

-- One mail. `recipient` is the keyed hash of the address, so that nobody is sent one edition twice; the address itself is sealed in `facts` and gone once the mail is.
-- `reader` stands for who gets it at the service, and names nobody. Who claims one puts `due_at` off, so that no second hub
-- sends it meanwhile; `claimed_at` says how many went out lately. `answer`: what came back, until the service has heard it.
create table base.edition_mail (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  edition uuid not null,
  recipient bytea not null,
  reader text collate "C" not null,
  facts bytea,
  state text not null check (state in ('waiting', 'sent', 'refused', 'ended')),
  attempts int not null default 0,
  due_at timestamptz not null,
  claimed_at timestamptz,
  answer text check (answer in ('unsubscribed', 'bounced', 'replied')),
  answered_at timestamptz,
  heard boolean not null default false,
  primary key (tenant, id),
  foreign key (tenant, edition) references base.edition on delete cascade
);
create unique index edition_mail_recipient on base.edition_mail (tenant, edition, recipient);
create index edition_mail_due on base.edition_mail (tenant, due_at) where state = 'waiting';
create index edition_mail_claimed on base.edition_mail (tenant, claimed_at);
create index edition_mail_reader on base.edition_mail (tenant, reader) where state = 'waiting';
create index edition_mail_answer on base.edition_mail (tenant, answered_at) where answer is not null and not heard;
select base.wall('edition_mail');
