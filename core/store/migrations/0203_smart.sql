-- SMART on FHIR: the clients that carriers register, and what the OpenID provider has to remember.

-- Across tenants: found by an id before the carrier is known.

-- Apps and backend services, each registered at one carrier. `secret` = SHA-256 of 256 random bits.
create table base.smart_client (
  id text collate "C" primary key,
  tenant int not null,
  carrier text collate "C" not null,
  name text not null,
  vendor text,
  kind text not null check (kind in ('public', 'secret', 'key')),
  backend boolean not null,
  redirect_uris text[] not null,
  launch_uri text,
  scopes text[] not null,
  jwks jsonb,
  jwks_uri text,
  secret bytea,
  secret_at timestamptz,
  introspects boolean not null,
  disabled boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  check ((kind = 'secret') = (secret is not null)),
  check ((kind = 'key') = ((jwks is null) <> (jwks_uri is null)))
);
create index smart_client_carrier on base.smart_client (tenant, created_at);
select base.across_tenants('smart_client', 'select, insert, update');

-- Codes, tokens, grants, interactions, launches, by an HMAC of kind and id; `holder` = HMAC of the account, `grant_id` = HMAC of the grant. The payload is
-- sealed: from none of it can be read which account knows which carrier.
create table base.oidc_record (
  id bytea primary key,
  kind text not null,
  payload bytea not null,
  grant_id bytea,
  holder bytea,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index oidc_record_grant on base.oidc_record (grant_id) where grant_id is not null;
create index oidc_record_holder on base.oidc_record (holder) where holder is not null;
create index oidc_record_expiry on base.oidc_record (expires_at);
select base.across_tenants('oidc_record', 'select, insert, update, delete');
