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
select base.wall('data_key', 'select, insert');

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
select base.wall('reveal', 'select, insert');

-- Across tenants: what must be found before the carrier is known. No patient data in any of them. The hub's role reaches each through
-- a plain view with only the rights named here.
create function base.across_tenants(table_name text, rights text) returns void language plpgsql as $$
begin
  execute format('create view st.%I as select * from base.%I', table_name, table_name);
  execute format('grant %s on st.%I to %I', rights, table_name, base.hub_role());
end
$$;
revoke execute on function base.across_tenants(text, text), base.refuse_change() from public;

-- Values all hubs of this database share: the fingerprint of the master key, and (sealed by it) the operator's token, the demo's
-- password, the connector authority.
create table base.hub_secret (
  name text primary key,
  value bytea not null,
  created_at timestamptz not null
);
select base.across_tenants('hub_secret', 'select, insert, update');

-- Accounts of people, of staff and of patients alike: `account` is their id, `login` what they type at sign-in (null = not chosen yet, or by an outside
-- provider only). What somebody is stands in base.membership.
create table base.account (
  account text collate "C" primary key,
  login text collate "C" unique,
  display text not null,
  password text,
  password_at timestamptz,
  demo boolean not null,
  created_at timestamptz not null,
  locked_at timestamptz
);
select base.across_tenants('account', 'select, insert, update, delete');

-- One-time codes; the secret's SHA-256 is the key of both sides' proof. `used_for` = that proof's mac, kept with the certificate so
-- that the same request gets the same answer.
create table base.enrolment (
  id text collate "C" primary key,
  tenant int not null,
  carrier text collate "C" not null,
  connector text collate "C" not null,
  secret_sha256 bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_for bytea,
  certificate text
);
select base.across_tenants('enrolment', 'select, insert, update, delete');

-- Client certificates by the SHA-256 of their DER form; a connector has at most one that has not ended.
create table base.connector_certificate (
  fingerprint bytea primary key,
  tenant int not null,
  carrier text collate "C" not null,
  connector text collate "C" not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create unique index connector_certificate_current on base.connector_certificate (tenant, connector) where ended_at is null;
select base.across_tenants('connector_certificate', 'select, insert, update');
