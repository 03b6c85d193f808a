import * as z from 'zod';
import { Device } from '../client/device.js';
import { now, pause, waitUntil } from '../clock.js';
import { Schedule } from '../faults/schedule.js';
import { History } from '../history/history.js';
import { Random } from '../random.js';
import { Acting, type Scene } from '../acts/acting.js';
import type { Circle } from '../acts/circle.js';
import { Steward } from '../acts/steward.js';
import type { Template } from '../world/template.js';
import { World } from '../world/world.js';
import { Reader } from './fresh.js';
import { checkLive } from './live-check.js';
import { summarise, type Report } from './report.js';
import type { Scenario } from './scenario.js';
import { Database } from './stored.js';
import { verify } from './verify.js';

export interface RunOptions {
  seed: string;
  scenario: Scenario;
  /** Rounds are begun until this is over. */
  minutes: number;
  home: string;
  template: Template;
  /** Ends once one of these properties was found broken. */
  untilFound?: readonly string[];
  logFile?: string;
}

const restWithinMs = 60_000;

/** One run: rounds of work in bad weather, each ended by rest, in which everything is compared. */
export class Run {
  readonly history = new History();
  state = 'starting';
  private readonly random: Random;
  private readonly startedAt = new Date();
  private readonly began = now();
  private rounds = 0;
  private readonly circles: Circle[] = [];
  private readonly devices: Device[] = [];
  private readonly readers: Reader[] = [];

  constructor(private readonly options: RunOptions) {
    this.random = new Random(options.seed);
  }

  async execute(): Promise<Report> {
    const { home, template, scenario, minutes, logFile } = this.options;
    const world = await World.open({
      home,
      template,
      random: this.random,
      history: this.history,
      limited: scenario.limited,
      accessTokenTtl: scenario.accessTokenTtl,
      ...(logFile !== undefined && { logFile }),
    });
    const steward = new Steward(
      world.people.steward,
      world.service.port,
      this.history,
      this.random.branch('steward'),
    );
    try {
      await this.gather(world, steward);
      // Faults are to hit people at work, not people who have yet to come.
      await waitUntil(() => this.devices.every((device) => device.isAtRest), restWithinMs);
      while (now() - this.began < minutes * 60_000 && !this.isEnough) await this.round(world, steward);
    } finally {
      this.state = 'stopping';
      for (const device of this.devices) device.kill();
      for (const reader of this.readers) reader.close();
      steward.close();
      await world.close();
    }
    return summarise(this.history, {
      seed: this.options.seed,
      startedAt: this.startedAt.toISOString(),
      minutes: (now() - this.began) / 60_000,
      rounds: this.rounds,
      serviceStarts: world.service.starts,
      diskFull: world.volume.explanation,
    });
  }

  private get isEnough(): boolean {
    return this.options.untilFound?.some((property) => this.history.violations.has(property)) ?? false;
  }

  private async gather(world: World, steward: Steward): Promise<void> {
    const { scenario } = this.options;
    const people = world.people.people.slice(0, scenario.people);
    for (const kind of scenario.circles) await this.found(steward, kind, people);
    for (const account of people) {
      this.readers.push(new Reader(account, world.service.port));
      for (const letter of ['a', 'b']) {
        const who = `${account.name}-${letter}`;
        const random = this.random.branch(who);
        const transport = random.chance(0.2) ? 'polling' : 'websocket';
        this.devices.push(new Device({ who, account, port: world.port, transport }, random, this.history));
      }
    }
  }

  private async found(steward: Steward, kind: Circle['kind'], people: World['people']['people']) {
    // Some conversations have everybody, others leave somebody out.
    const members = kind === 'direct' ? [people[0]] : this.random.chance(0.5) ? people : people.slice(0, -1);
    this.circles.push(
      await steward.found(
        kind,
        members.filter((one) => one !== undefined),
      ),
    );
  }

  private async round(world: World, steward: Steward): Promise<void> {
    this.rounds += 1;
    const { scenario } = this.options;
    const { history, circles, devices } = this;
    const random = this.random.branch(`round ${this.rounds}`);
    const people = world.people.people.slice(0, scenario.people);
    const scene: Omit<Scene, 'device'> = { random, history, circles, people };
    this.state = 'working';
    const acting = devices.map(
      (device) =>
        new Acting({ ...scene, device, random: random.branch(device.who) }, scenario.mix, scenario.paceMs),
    );
    const target = { world, devices, circles, steward, random: random.branch('faults'), history };
    const schedule = new Schedule(target, scenario.weather, scenario.faultEveryMs);
    const until = now() + scenario.roundMs;
    while (now() < until) await pause(100);

    this.state = 'healing';
    await schedule.stop();
    if (!(await world.heal(restWithinMs))) this.tellUnrest('the service did not come back');
    await Promise.all(acting.map((one) => one.stop()));
    if (!(await this.comeToRest())) return;
    this.state = 'comparing';
    for (const { life } of devices) life.receiving.live.clear();
    await checkLive(this.inUse, devices, scene, history, random.branch('live'));
    if (!(await this.comeToRest())) return;
    await this.compare(world, random.branch('verify'));
    history.memberships.intrusions.length = 0;
    await this.retire(steward, people);
  }

  private get inUse(): Circle[] {
    return this.circles.filter(({ retired }) => !retired);
  }

  private async comeToRest(): Promise<boolean> {
    const isAtRest = () => this.devices.every((device) => device.isAtRest);
    if (!(await waitUntil(isAtRest, restWithinMs))) {
      const restless = this.devices.filter((device) => !device.isAtRest);
      this.tellUnrest(
        `not at rest: ${restless.map(({ who, life }) => `${who} (${life.trouble})`).join(', ')}`,
      );
      return false;
    }
    // What an idle client does from time to time; then everything there is to know is known.
    const pulled = await Promise.all(this.devices.map(({ life }) => life.catchingUp.pull()));
    return pulled.every(Boolean) || this.comeToRest();
  }

  private async compare(world: World, random: Random): Promise<void> {
    const url = world.postgres.url();
    if (url === null) {
      this.tellUnrest('the database is away');
      return;
    }
    const database = await Database.open(url);
    try {
      await verify(this.inUse, this.devices, this.readers, database, this.history, random);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      this.history.violations.add({
        property: 'answers keep to the contract',
        what: `a fresh load: ${error.message}`,
      });
    } finally {
      await database.close();
    }
  }

  /** Conversations that grew long were compared for the last time; a fresh one takes their place. */
  private async retire(steward: Steward, people: World['people']['people']): Promise<void> {
    for (const circle of this.inUse) {
      if (
        circle.kind === 'direct' ||
        this.history.sends.of(circle.id).length < this.options.scenario.retireAfter
      )
        continue;
      circle.retired = true;
      // Nobody is to carry it along any more.
      for (const { userId } of circle.members) await steward.remove(circle, userId);
      await this.found(steward, circle.kind, people);
      this.history.forget(circle.id);
    }
  }

  private tellUnrest(what: string): void {
    this.history.violations.add({ property: 'all comes to rest', what });
  }
}
