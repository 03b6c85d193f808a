import * as z from 'zod';
import { now, pause, waitUntil } from '../clock.js';
import { Schedule } from '../faults/schedule.js';
import { History } from '../history/history.js';
import { Random } from '../random.js';
import { Acting } from '../acts/acting.js';
import { ConversationOwner } from '../acts/conversation-owner.js';
import type { Scene } from '../acts/scene.js';
import type { Template } from '../world/template.js';
import { World } from '../world/world.js';
import { checkItemsLive, verifyPeople } from './people-check.js';
import { Population } from './population.js';
import { checkListening } from './listening-check.js';
import { checkLive } from './live-check.js';
import { sendOneOffs } from './one-off-check.js';
import { checkRollingRestart } from './rolling-restart-check.js';
import { summarise, type Report } from './report.js';
import type { Scenario } from './scenario.js';
import { settle } from './settle.js';
import { Database } from './stored.js';
import { checkUnrelated } from './unrelated-check.js';
import { verify } from './verify.js';

export interface RunOptions {
  seed: string;
  scenario: Scenario;
  /** Rounds are begun until this is over, or there were so many. */
  until: { minutes: number } | { rounds: number };
  home: string;
  template: Template;
  /** Takes everything the run makes; who gave it clears it away. */
  room: string;
  logFile: string;
  /** Ends once, of each of these lists, one property was found broken. */
  untilFound?: readonly (readonly string[])[];
}

const restWithinMs = 60_000;

/** One run: rounds of work under faults, each ended by rest, in which everything is compared. */
export class Run {
  readonly history = new History();
  state = 'starting';
  private readonly random: Random;
  private readonly startedAt = new Date();
  private readonly began = now();
  private rounds = 0;

  constructor(private readonly options: RunOptions) {
    this.random = new Random(options.seed);
  }

  async execute(): Promise<Report> {
    const { scenario } = this.options;
    const { history, random } = this;
    const world = await World.open({ ...this.options, ...scenario, random, history });
    const port = world.services[0]?.port ?? 0;
    const owner = new ConversationOwner(world.people.owner, port, history, random.branch('owner'));
    const population = new Population(world, scenario, random, history);
    try {
      await population.gather(owner);
      // Faults are to hit people at work, not people who have yet to come.
      await waitUntil(() => population.everyone.every((device) => device.isAtRest), restWithinMs);
      while (!this.isOver && !this.isEnough) await this.round(world, owner, population);
    } finally {
      this.state = 'stopping';
      population.leave();
      owner.close();
      await world.close();
    }
    return summarise(history, {
      seed: this.options.seed,
      startedAt: this.startedAt.toISOString(),
      minutes: (now() - this.began) / 60_000,
      rounds: this.rounds,
      serviceStarts: world.serviceStarts,
      diskFull: world.volume.explanation,
    });
  }

  private get isOver(): boolean {
    const { until } = this.options;
    return 'rounds' in until ? this.rounds >= until.rounds : now() - this.began >= until.minutes * 60_000;
  }

  private get isEnough(): boolean {
    const { untilFound } = this.options;
    return (
      untilFound?.every((properties) => properties.some((one) => this.history.violations.has(one))) ?? false
    );
  }

  private async round(world: World, owner: ConversationOwner, population: Population): Promise<void> {
    this.rounds += 1;
    const { scenario } = this.options;
    const { history } = this;
    const { devices, conversations, people } = population;
    const random = this.random.branch(`round ${this.rounds}`);
    const scene: Omit<Scene, 'device'> = { random, history, conversations, people };
    this.state = 'working';
    const acting = devices.map(
      (device) =>
        new Acting({ ...scene, device, random: random.branch(device.who) }, scenario.mix, scenario.paceMs),
    );
    const target = { world, devices, conversations, owner, random: random.branch('faults'), history };
    const schedule = new Schedule(target, scenario.faults, scenario.faultEveryMs);
    const until = now() + scenario.roundMs;
    while (now() < until && !this.isEnough) await pause(100);

    this.state = 'healing';
    await schedule.stop();
    if (!(await world.heal(restWithinMs))) this.reportUnrest('the service did not come back');
    await Promise.all(acting.map((one) => one.stop()));
    if (this.isEnough || !(await this.comeToRest(population))) return;
    const url = world.postgres.url();
    if (url === null) {
      this.reportUnrest('the database is away');
      return;
    }
    const database = await Database.open(url);
    try {
      this.state = 'waiting for jobs';
      await settle(database.query, history);
      if (!(await this.comeToRest(population))) return;
      await this.tryWithoutFaults(world, population, scene, database, url, random);
      if (this.isEnough || !(await this.comeToRest(population))) return;
      await checkListening(
        population.inUse,
        population.listeners,
        database,
        history,
        scenario.deliveredWithinMs,
      );
      this.state = 'comparing';
      await this.compare(population, database, random.branch('verify'));
      await verifyPeople(people, population.everyone, database, history, scenario.deliveredWithinMs);
    } finally {
      await database.close();
    }
    history.memberships.intrusions.length = 0;
    await population.retire(owner);
  }

  /** What must hold without a pull, and what one fault at a time must not break. */
  private async tryWithoutFaults(
    world: World,
    population: Population,
    scene: Omit<Scene, 'device'>,
    database: Database,
    url: string,
    random: Random,
  ): Promise<void> {
    const { devices, listeners, inUse, everyone } = population;
    const { history } = this;
    this.state = 'listening';
    const { deliveredWithinMs, locksRows } = this.options.scenario;
    await checkListening(inUse, listeners, database, history, deliveredWithinMs);
    if (this.isEnough) return;
    for (const { life } of everyone) life.receiving.live.clear();
    await checkLive(inUse, devices, listeners, scene, history, random.branch('live'), deliveredWithinMs);
    await checkItemsLive(
      population.people,
      everyone,
      database,
      history,
      random.branch('items'),
      deliveredWithinMs,
    );
    if (this.isEnough) return;
    if (world.redis) {
      this.state = 'sending one-offs';
      await sendOneOffs(world, inUse, devices, scene, random.branch('one-offs'));
      await checkListening(inUse, listeners, database, history, deliveredWithinMs);
    }
    if (world.nginx) {
      this.state = 'restarting nodes';
      await checkRollingRestart(world, inUse, devices, { ...scene, random: random.branch('restarts') });
      await checkListening(inUse, listeners, database, history, deliveredWithinMs);
    }
    if (locksRows) {
      this.state = 'locking rows';
      await checkUnrelated(url, inUse, devices, scene, random.branch('unrelated'));
    }
  }

  private async comeToRest(population: Population): Promise<boolean> {
    const isAtRest = () => population.everyone.every((device) => device.isAtRest);
    if (!(await waitUntil(isAtRest, restWithinMs))) {
      const restless = population.everyone.filter((device) => !device.isAtRest);
      this.reportUnrest(
        `not at rest: ${restless.map(({ who, life }) => `${who} (${life.trouble})`).join(', ')}`,
      );
      return false;
    }
    // What an idle client does from time to time; then everything there is to know is known. Listeners don't.
    const pulled = await Promise.all(population.devices.map(({ life }) => life.catchingUp.pull()));
    return pulled.every(Boolean) || this.comeToRest(population);
  }

  private async compare(
    { inUse, everyone, readers }: Population,
    database: Database,
    random: Random,
  ): Promise<void> {
    try {
      await verify(inUse, everyone, readers, database, this.history, random);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      this.history.violations.add({
        property: 'answers keep to the contract',
        what: `a fresh load: ${error.message}`,
      });
    }
  }

  private reportUnrest(what: string): void {
    this.history.violations.add({ property: 'all comes to rest', what });
  }
}
