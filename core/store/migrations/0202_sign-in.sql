-- Signing in: factors, pending sign-ins, sessions, outside providers, what happened. All of them must be found before a carrier is known.
-- Secrets are sealed with the hub's master key or kept as hashes.

-- The secret is sealed. `last_step` = the last 30 s step whose code was accepted: none is accepted twice.
create table base.totp (
  account text collate "C" primary key references base.account on delete cascade,
  secret bytea not null,
  last_step bigint not null,
  added_at timestamptz not null
);
select base.across_tenants('totp', 'select, insert, update, delete');

-- `id` = the credential's id, `rp_id` = the host it belongs to.
create table base.passkey (
  id bytea primary key,
  account text collate "C" not null references base.account on delete cascade,
  rp_id text not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  synced boolean not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index passkey_account on base.passkey (account);
select base.across_tenants('passkey', 'select, insert, update, delete');

-- What is under way in one browser or session, taken at its first use; `id` is the SHA-256 of its cookie, or derived from the session.
-- `facts` are sealed.
create table base.pending_sign_in (
  id bytea primary key,
  kind text not null,
  account text collate "C" references base.account on delete cascade,
  facts bytea not null,
  expires_at timestamptz not null
);
create index pending_sign_in_account on base.pending_sign_in (account);
create index pending_sign_in_age on base.pending_sign_in (expires_at);
select base.across_tenants('pending_sign_in', 'select, insert, update, delete');

-- Outside identity providers of a carrier. `rules` = ClaimRule[], `secret` is sealed.
create table base.identity_provider (
  id uuid primary key,
  tenant int not null,
  carrier text collate "C" not null,
  name text not null,
  issuer text not null,
  client_id text not null,
  secret bytea,
  scopes text[] not null,
  audience text not null check (audience in ('staff', 'persons')),
  rules jsonb not null,
  kvnr_claim text not null,
  active boolean not null,
  changed_at timestamptz not null
);
create index identity_provider_tenant on base.identity_provider (tenant);
select base.across_tenants('identity_provider', 'select, insert, update, delete');

-- Who an outside provider's people are here: `id` is an HMAC of provider and subject, `provider` is sealed: by which hospital's provider a
-- person signs in is nobody else's business.
create table base.outside_identity (
  id bytea primary key,
  account text collate "C" not null references base.account on delete cascade,
  provider bytea not null,
  used_at timestamptz not null
);
create index outside_identity_account on base.outside_identity (account);
select base.across_tenants('outside_identity', 'select, insert, update, delete');

-- Logout tokens that were accepted, so that none is accepted twice.
create table base.logout_token (
  id bytea primary key,
  expires_at timestamptz not null
);
select base.across_tenants('logout_token', 'select, insert, delete');

-- `id` is the SHA-256 of what the cookie holds; `methods` = RFC 8176. `confirmed_at` = when the person last proved who they are.
-- Of outside providers: `outside` = which one and its refresh token, sealed; `outside_sid` = an HMAC of provider and its session.
create table base.session (
  id bytea primary key,
  account text collate "C" not null references base.account on delete cascade,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  idle_seconds int not null,
  ends_at timestamptz not null,
  confirmed_at timestamptz not null,
  methods text[] not null,
  device text not null,
  network text not null,
  outside bytea,
  outside_sid bytea,
  checked_at timestamptz
);
create index session_account on base.session (account);
create index session_outside on base.session (outside_sid) where outside_sid is not null;
create index session_checked on base.session (checked_at) where outside is not null;
create index session_end on base.session (ends_at);
select base.across_tenants('session', 'select, insert, update, delete');

-- `key` is an HMAC of account, network, device or several.
create table base.login_attempt (
  key bytea primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index login_attempt_age on base.login_attempt (last_at);
select base.across_tenants('login_attempt', 'select, insert, update, delete');

-- What happened to an account, told to its owner: `facts` are sealed.
create table base.account_event (
  account text collate "C" not null references base.account on delete cascade,
  id uuid not null,
  at timestamptz not null,
  refused boolean not null,
  facts bytea not null,
  primary key (account, id)
);
create index account_event_age on base.account_event (at);
select base.across_tenants('account_event', 'select, insert, delete');
