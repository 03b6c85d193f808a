// `node scripts/scaling.mjs`: makes the tables of docs/scaling.md anew that follow from its first two.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps/paths.mjs';

const page = join(root, 'docs', 'scaling.md');
const [from, to] = ['<!-- made by scripts/scaling.mjs: from here -->', '<!-- to here -->'];
const companies = [1_000, 10_000, 100_000, 1_000_000];
const secondsInHour = 3_600;

/** The page with its tables made anew. */
export function withTables(text) {
  const figures = readFigures(text);
  const tables = [needs(companies.map((people) => needsOf(people, figures))), ends(figures)].join('\n\n');
  const [before, rest] = text.split(from);
  return `${before}${from}\n\n${tables}\n\n${to}${rest.split(to)[1]}`;
}

/** By the names in backquotes that begin a row. */
const readFigures = (text) =>
  Object.fromEntries(
    [...text.matchAll(/^\| `(\w+)` +\| ([\d.]+) +\|/gm)].map(([, name, figure]) => [name, Number(figure)]),
  );

const sendsOf = (people, { written, busiest, burst }) =>
  ((people * written * busiest) / secondsInHour) * burst;

/** What so many people take; times of the processor in cores. */
function needsOf(people, figures) {
  const {
    send,
    database,
    delivery,
    connection,
    sync,
    hearing,
    relay,
    audience,
    load,
    back,
    memory,
    room,
    idle,
  } = figures;
  const sends = sendsOf(people, figures);
  const deliveries = sends * audience;
  const connections = people * figures.connected;
  const messages = (sends * (send - database) + deliveries * delivery) / 1_000;
  const comeBack = (connections * (connection + sync)) / back / 1_000;
  const byMemory = (connections * memory) / 1_000 / (room - idle);
  const nodes = Math.max(
    2,
    Math.ceil(Math.max(messages / (load - (sends * hearing) / 1_000), comeBack / load, byMemory)),
  );
  const databaseCores = Math.max(2, Math.ceil((2 * sends * database) / 1_000 / load));
  const terabytes = (people * figures.written * figures.days * figures.disk * figures.growth) / 1e12;
  const redisCores = (nodes * sends * relay) / 1_000;
  // A machine for each part: memory of PostgreSQL as its cores ask for, of Redis as the manual says; disk of three years, twice for a replica.
  const cores = nodes + 2 * databaseCores + Math.max(1, Math.ceil(redisCores / load)) + 1;
  const gigabytes = nodes + 2 * databaseCores * 8 + 2;
  const euros = cores * figures.core + gigabytes * figures.gigabyte + 2 * 3 * terabytes * figures.terabyte;
  return {
    people,
    connections,
    sends,
    deliveries,
    'cores for messages': messages,
    'cores for everybody’s return': comeBack,
    'nodes of one core and 1 GiB': nodes,
    'cores of PostgreSQL': databaseCores,
    'TB a year': terabytes,
    'part of Redis’s core': redisCores,
    'Mbit/s from Redis': (nodes * sends * figures.stream * 8) / 1_000,
    'Mbit/s to people': (deliveries * figures.wire * 8) / 1_000,
    'TB after three years': 3 * terabytes,
    '€ a month, with a replica and three years': euros,
    'the same for a person': euros / people,
  };
}

function needs(columns) {
  const names = Object.keys(columns[0]).filter((name) => name !== 'people');
  const titled = { sends: 'sends a second', deliveries: 'deliveries a second' };
  return table(
    ['people', ...columns.map(({ people }) => shown(people))],
    names.map((name) => [titled[name] ?? name, ...columns.map((column) => shown(column[name]))]),
  );
}

/** People whom one of a thing serves, by what it is. */
function ends(figures) {
  const { send, database, delivery, connection, sync, audience, load, back, memory, room, idle, connected } =
    figures;
  const sendsOfOne = sendsOf(1, figures);
  const rows = [
    ['connections, by memory (1 GiB)', ((room - idle) * 1_000) / memory / connected],
    ['connections, all back within `back`', (load * 1_000 * back) / (connection + sync) / connected],
    ['messages', (load * 1_000) / (send - database + audience * delivery) / sendsOfOne],
    ['messages of others, however many nodes', (load * 1_000) / figures.hearing / sendsOfOne],
    ['PostgreSQL’s, a core', (load * 1_000) / (2 * database) / sendsOfOne],
    ['Redis’s one core, with 10 nodes', (load * 1_000) / (10 * figures.relay) / sendsOfOne],
    ['a gigabit from Redis, with 10 nodes', 1_000_000 / (10 * figures.stream * 8) / sendsOfOne],
  ];
  return table(
    ['what ends', 'people'],
    rows.map(([name, people]) => [name, shown(people)]),
  );
}

function table(header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(3, ...all.map((cells) => cells[at].length)));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** With two digits that count, whole from a hundred on. */
function shown(value) {
  const rounded = Number(value.toPrecision(2));
  return rounded.toLocaleString('en', { maximumFractionDigits: 6 });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
