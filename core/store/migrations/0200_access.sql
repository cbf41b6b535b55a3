-- Who may do what: keys, accounts, sessions, connectors' certificates, and the log of unmasked messages.

-- Behind the tenant wall.

-- The carrier's data keys, wrapped by the master key. The highest number seals.
create table base.data_key (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  number int not null,
  wrapped bytea not null,
  created_at timestamptz not null,
  primary key (tenant, number)
);
select base.wall('data_key');

-- Every time patient data of a message was unmasked. Append-only for everyone.
create table base.reveal (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  id uuid not null,
  account text not null,
  ref text not null,
  reason text not null,
  at timestamptz not null,
  primary key (tenant, id)
);
create function base.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'base.% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger reveal_append_only before update or delete or truncate on base.reveal
  for each statement execute function base.refuse_change();
select base.wall('reveal');
revoke update, delete on st.reveal, st.reveal_h from steckwerk_hub;

-- Across tenants: what must be found before the carrier is known. No patient data in any of them; the hub's role gets only the
-- rights named here.

-- Values all hubs of this database share: the fingerprint of the master key, and (sealed by it) the operator's token, the demo's
-- password, the connector authority.
create table base.hub_secret (
  name text primary key,
  value bytea not null,
  created_at timestamptz not null
);
grant select, insert, update on base.hub_secret to steckwerk_hub;

-- People's accounts. `carriers` null = all.
create table base.account (
  account text collate "C" primary key,
  display text not null,
  roles text[] not null,
  carriers text[],
  password text not null,
  demo boolean not null,
  created_at timestamptz not null
);
grant select, insert, update, delete on base.account to steckwerk_hub;

-- `id` is the SHA-256 of what the cookie holds.
create table base.session (
  id bytea primary key,
  account text collate "C" not null references base.account on delete cascade,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
create index session_account on base.session (account);
grant select, insert, update, delete on base.session to steckwerk_hub;

-- `key` is an HMAC of account, address or both.
create table base.login_attempt (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index login_attempt_age on base.login_attempt (last_at);
grant select, insert, update, delete on base.login_attempt to steckwerk_hub;

-- One-time codes; the secret's SHA-256 is the key of both sides' proof. `used_for` = that proof's mac, kept with the certificate so
-- that the same request gets the same answer.
create table base.enrolment (
  id text collate "C" primary key,
  tenant int not null,
  connector text collate "C" not null,
  secret_sha256 bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_for bytea,
  certificate text
);
grant select, insert, update, delete on base.enrolment to steckwerk_hub;

-- Client certificates by the SHA-256 of their DER form; a connector has at most one that has not ended.
create table base.connector_certificate (
  fingerprint bytea primary key,
  tenant int not null,
  connector text collate "C" not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create unique index connector_certificate_current on base.connector_certificate (tenant, connector) where ended_at is null;
grant select, insert, update on base.connector_certificate to steckwerk_hub;
