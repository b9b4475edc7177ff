#!/bin/sh
# Run once by the postgres image, when its volume is empty: a database and a role for the bot, apart from Mattermost's.
set -eu
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv password GREMIENBOT_DB_PASSWORD
CREATE ROLE gremienbot LOGIN PASSWORD :'password';
CREATE DATABASE gremienbot OWNER gremienbot TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE gremienbot FROM PUBLIC;
REVOKE CONNECT ON DATABASE mattermost FROM PUBLIC;
SQL
