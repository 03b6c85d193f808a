import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { clientEvents, declaredParts, isItemKind, itemKinds, routes } from '@litspark/shared-contracts';
import { routeNameOf } from '../http/route-of.js';
import { ruledKindOf } from './item-rule.js';
import { isSocketGateway, socketEventOf } from '../realtime/socket-gateway.js';
import { requirePartHandlers } from './message-part-check.js';
import { requireOneEach } from './one-each.js';

/** Nest's mark of a class that takes events of sockets. */
const NEST_GATEWAY_KEY = 'websockets:is_gateway';

/**
 * Refuses to start where a REST call, an event or a part of messages of the contract has no handler, or two, where a handler is for a
 * part that it doesn't have, where a kind of personal items has no rule, or two, where a rule is for a kind that is none, or where a
 * gateway takes events without what `@SocketGateway()` puts in front of them.
 */
@Injectable()
export class ContractCheckService implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype);
    const providers = this.discovery.getProviders().map(({ metatype }) => metatype);
    this.requireOneRule(providers);
    const gateways = providers.filter((type) => type && Reflect.getMetadata(NEST_GATEWAY_KEY, type) === true);
    for (const gateway of gateways) {
      if (gateway && !isSocketGateway(gateway)) {
        throw new Error(`${gateway.name} takes events unguarded: declare it with @SocketGateway().`);
      }
    }
    this.requireOneHandler('REST call', Object.keys(routes), controllers, routeNameOf);
    this.requireOneHandler('event', Object.keys(clientEvents), gateways, socketEventOf);
    requirePartHandlers(declaredParts, providers);
  }

  private requireOneRule(providers: (object | null)[]): void {
    const ruled = providers.flatMap((type) => (type && ruledKindOf(type)) ?? []);
    requireOneEach(
      Object.keys(itemKinds),
      ruled,
      (kind, count) => `The kind “${kind}” of personal items has ${count} rules.`,
    );
    const unknown = ruled.find((kind) => !isItemKind(kind));
    if (unknown !== undefined)
      throw new Error(`There is a rule for “${unknown}”, which no feature declares.`);
  }

  private requireOneHandler(
    what: string,
    names: string[],
    classes: (object | null)[],
    nameOf: (handler: object) => string | null,
  ): void {
    const handled = classes.flatMap((type) => this.methodsOf(type).map(nameOf));
    requireOneEach(
      names,
      handled,
      (name, count) => `The ${what} “${name}” of the contract has ${count} handlers.`,
    );
  }

  private methodsOf(type: object | null): object[] {
    if (typeof type !== 'function') return [];
    const prototype = type.prototype as Record<string, object>;
    return this.scanner.getAllMethodNames(prototype).map((method) => prototype[method] ?? {});
  }
}
