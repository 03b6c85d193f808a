import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { clientEvents, routes } from '@litspark/shared-contracts';
import { routeNameOf } from '../http/endpoint.js';
import { isSocketGateway, socketEventOf } from '../realtime/socket-gateway.js';

/** Nest's mark of a class that takes events of sockets. */
const NEST_GATEWAY_KEY = 'websockets:is_gateway';

/**
 * Refuses to start where a REST call or event of the contract has no handler, or two, or where a gateway takes events without what
 * `@SocketGateway()` puts in front of them.
 */
@Injectable()
export class ContractCheckService implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype);
    const gateways = this.discovery
      .getProviders()
      .map(({ metatype }) => metatype)
      .filter((type) => type && Reflect.getMetadata(NEST_GATEWAY_KEY, type) === true);
    for (const gateway of gateways) {
      if (gateway && !isSocketGateway(gateway)) {
        throw new Error(`${gateway.name} takes events unguarded: declare it with @SocketGateway().`);
      }
    }
    this.requireOneHandler('REST call', Object.keys(routes), controllers, routeNameOf);
    this.requireOneHandler('event', Object.keys(clientEvents), gateways, socketEventOf);
  }

  private requireOneHandler(
    what: string,
    names: string[],
    classes: (object | null)[],
    nameOf: (handler: object) => string | null,
  ): void {
    const handled = classes.flatMap((type) => this.methodsOf(type).map(nameOf));
    for (const name of names) {
      const count = handled.filter((one) => one === name).length;
      if (count !== 1) throw new Error(`The ${what} “${name}” of the contract has ${count} handlers.`);
    }
  }

  private methodsOf(type: object | null): object[] {
    if (typeof type !== 'function') return [];
    const prototype = type.prototype as Record<string, object>;
    return this.scanner.getAllMethodNames(prototype).map((method) => prototype[method] ?? {});
  }
}
