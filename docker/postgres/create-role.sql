-- Run once, when the database's volume is empty, by the superuser of the image: what the service signs in as owns its
-- own database and nothing else. psql reads the password from the environment, so that it is in no argument list.
\getenv password DATABASE_PASSWORD
CREATE ROLE litspark LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE litspark OWNER litspark;
REVOKE ALL ON DATABASE litspark FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;
