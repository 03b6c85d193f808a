import { pause } from '../clock.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import { Asking } from './asking.js';
import { CatchingUp } from './catching-up.js';
import { Commands } from './commands.js';
import type { Durable } from './durable.js';
import { Outbox } from './outbox.js';
import { Receiving } from './receiving.js';
import { RestClient } from './rest-client.js';
import { Sending } from './sending.js';
import { type Account, Session } from './session.js';
import { SocketClient } from './socket-client.js';
import type { Store } from './store.js';

export interface DeviceSettings {
  who: string;
  account: Account;
  /** Where its socket and its calls by REST go: several nodes are one service. */
  port: number;
  restPort: number;
  transport: 'websocket' | 'polling';
  /** The node that `port` leads to; null where that is to any. */
  node: number | null;
  /** Which conversations it opens; the others are in its list only. Chance decides on some. */
  opens: 'all' | 'some' | 'none';
}

/** A device from its start until it is killed: it connects, joins, pulls, and only then says that it is connected. */
export class Life {
  isAlive = true;
  isConnected = false;
  readonly store: Store;
  readonly session: Session;
  readonly asking: Asking;
  readonly sending: Sending;
  readonly outbox: Outbox;
  readonly commands: Commands;
  readonly receiving: Receiving;
  readonly catchingUp: CatchingUp;
  private readonly rest: RestClient;
  private readonly open = new Set<string>();
  /** How often what was pushed may have been missed: at the end of a connection or of an access token. */
  interruptions = 0;
  private pullSoon = false;

  constructor(
    private readonly settings: DeviceSettings,
    private readonly durable: Durable,
    private readonly random: Random,
    private readonly history: History,
  ) {
    const { who, account } = settings;
    const isAlive = () => this.isAlive;
    this.store = durable.load();
    this.rest = new RestClient(settings.restPort);
    this.session = new Session(account, () => this.rest, isAlive);
    this.asking = new Asking(who, this.session, this.rest, history, () => void this.renew());
    this.catchingUp = new CatchingUp(
      this.store,
      this.asking,
      account.userId,
      history,
      isAlive,
      () => this.durable.keep(this.store),
      (conversationId) => void this.joinNew(conversationId),
    );
    this.receiving = new Receiving(who, account.userId, this.store, history, {
      pull: () => this.pull(),
      renew: () => void this.renew(),
      closed: (conversationId) => {
        this.open.delete(conversationId);
        this.interruptions += 1;
      },
    });
    this.sending = new Sending(this.asking, account.userId, history, (message) => {
      if (this.isAlive && this.store.merge(message) === 'gap') this.pull();
    });
    this.outbox = new Outbox(
      durable.outbox,
      this.sending,
      random,
      isAlive,
      () => this.asking.socket?.isOpen === true,
    );
    this.commands = new Commands(
      durable.commands,
      this.asking,
      account.userId,
      history,
      random.branch('commands'),
      isAlive,
      {
        message: (message) => {
          if (this.store.merge(message) === 'gap') this.pull();
        },
        item: (item) => {
          if (this.store.personal.merge(item) === 'gap') this.pull();
        },
      },
    );
    void this.stayConnected();
  }

  /** Memory is lost at once, and nobody says goodbye. */
  kill(): void {
    this.isAlive = false;
    this.isConnected = false;
    this.asking.socket?.close();
    this.rest.close();
  }

  /** Soon asks what is new; many reasons make one call. */
  pull(): void {
    if (this.catchingUp.isRunning) void this.catchingUp.pull();
    if (this.pullSoon || !this.isConnected) return;
    this.pullSoon = true;
    void pause(this.random.between(5, 60)).then(async () => {
      this.pullSoon = false;
      if (this.isConnected) await this.catchingUp.pull();
    });
  }

  /** What it still waits for, in words. */
  get trouble(): string {
    return [
      !this.isConnected && 'not connected',
      !this.outbox.isEmpty && `${this.durable.outbox.length} in the outbox`,
      !this.commands.isEmpty && `${this.durable.commands.length} commands`,
      this.catchingUp.isRunning && 'pulling',
    ]
      .filter((one) => one !== false)
      .join(', ');
  }

  isOpen(conversationId: string): boolean {
    return this.open.has(conversationId);
  }

  private async stayConnected(): Promise<void> {
    while (this.isAlive) {
      const token = await this.session.token();
      if (!this.isAlive) return;
      const code = await this.connectOnce(token);
      this.isConnected = false;
      this.history.log.add(
        null,
        `${this.settings.who} lost its connection${code === null ? '' : `: ${code}`}`,
      );
      this.interruptions += 1;
      this.open.clear();
      if (code === 'UNAUTHENTICATED') await this.session.renew();
      await pause(this.random.between(50, 400));
    }
  }

  /** Resolves when the connection is over, with the code it was refused with. */
  private connectOnce(token: string): Promise<string | null> {
    return new Promise((resolve) => {
      const socket = new SocketClient(this.settings.port, token, this.settings.transport, {
        event: (name, payload) => {
          if (this.isAlive) this.receiving.event(name, payload);
        },
        closed: resolve,
      });
      void socket.opened().then(async (isOpen) => {
        if (!isOpen) return;
        if (!this.isAlive) {
          socket.close();
          return;
        }
        this.asking.socket = socket;
        await this.settle(socket);
      });
    });
  }

  private async settle(socket: SocketClient): Promise<void> {
    for (const conversationId of [...this.store.conversations.keys()])
      if (!(await this.joinOne(conversationId))) socket.close();
    // A page that was pushed meanwhile and jumps is found by this pull too.
    if (!(await this.catchingUp.pull())) socket.close();
    else this.isConnected = socket.isOpen && this.isAlive;
    if (this.isConnected)
      this.history.log.add(null, `${this.settings.who} connected; open: ${[...this.open].join(', ')}`);
  }

  private async joinNew(conversationId: string): Promise<void> {
    if (!(await this.joinOne(conversationId))) this.asking.socket?.close();
  }

  /** Opens a conversation, if this device opens it. False if that failed, and may succeed another time. */
  private async joinOne(conversationId: string): Promise<boolean> {
    const { opens } = this.settings;
    if (opens === 'none' || (opens === 'some' && this.random.chance(0.5))) return true;
    const { socket } = this.asking;
    const afterSeq = this.store.conversations.get(conversationId)?.lastSeq ?? 0;
    const outcome = await this.asking.event('join_conversation', conversationId, {
      conversationId,
      afterSeq,
    });
    if (outcome.is !== 'done') return outcome.is === 'error' && outcome.code === 'NOT_FOUND';
    if (!this.isAlive || this.asking.socket !== socket) return true;
    this.open.add(conversationId);
    this.store.fill(conversationId, outcome.data.messages);
    const held = this.store.conversations.get(conversationId);
    if (held) this.store.applyParticipants(held, outcome.data.participants);
    return true;
  }

  private async renew(): Promise<void> {
    this.interruptions += 1;
    await this.session.renew();
    if (!this.isAlive) return;
    const outcome = await this.asking.event('authenticate', null, { token: await this.session.token() });
    this.history.log.add(null, `${this.settings.who} authenticates: ${outcome.is}`);
    if (outcome.is === 'done') this.pull();
  }
}
