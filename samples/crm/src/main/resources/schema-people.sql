-- Who works here, and who may decide. SCIM fills these tables; every statement of ours names the tenant.

create table if not exists tenant (
    id varchar(40) primary key,
    name varchar(200) not null,
    -- SHA-256 of the token that provisions this tenant, in hex; nobody can, as long as there is none.
    scim_token_hash char(64)
);

create table if not exists person (
    tenant varchar(40) not null references tenant,
    id varchar(64) not null,
    user_name varchar(200) not null,
    external_id varchar(200),
    display_name varchar(200) not null,
    given_name varchar(100),
    family_name varchar(100),
    email varchar(254),
    title varchar(200),
    manager varchar(64),
    active boolean not null,
    version bigint not null,
    created timestamptz not null,
    changed timestamptz not null,
    primary key (tenant, id),
    foreign key (tenant, manager) references person
);
create unique index if not exists person_user_name on person (tenant, lower(user_name));
create unique index if not exists person_external_id on person (tenant, external_id);

-- A group of SCIM.
create table if not exists team (
    tenant varchar(40) not null references tenant,
    id varchar(64) not null,
    display_name varchar(200) not null,
    external_id varchar(200),
    version bigint not null,
    created timestamptz not null,
    changed timestamptz not null,
    primary key (tenant, id)
);
create unique index if not exists team_external_id on team (tenant, external_id);

create table if not exists team_member (
    tenant varchar(40) not null,
    team varchar(64) not null,
    person varchar(64) not null,
    primary key (tenant, team, person),
    foreign key (tenant, team) references team on delete cascade,
    foreign key (tenant, person) references person on delete cascade
);
create index if not exists team_member_person on team_member (tenant, person);

-- Which words of the rule packs a team stands for. By its id: a team that is given another name decides as before.
create table if not exists team_role (
    tenant varchar(40) not null,
    team varchar(64) not null,
    role varchar(100) not null,
    primary key (tenant, team, role),
    foreign key (tenant, team) references team on delete cascade
);
