import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type AnyEndpoint, ENDPOINTS } from '@understudy/contracts';
import { endpointOf, isOpen } from './metadata.js';

const NAMES = new Map<AnyEndpoint, string>(Object.entries(ENDPOINTS).map(([name, endpoint]) => [endpoint, name]));

/** What this process really serves, found on its controllers: the documentation says nothing else. */
@Injectable()
export class ServedEndpoints {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** By the name of the contract. Throws when a method is reachable by neither a contract nor `@Open()`, or served twice. */
  byName(): Readonly<Record<string, AnyEndpoint>> {
    const found: Record<string, AnyEndpoint> = {};
    for (const { endpoint, where } of this.list()) {
      const name = NAMES.get(endpoint) ?? where;
      if (found[name]) throw new Error(`${endpoint.method} ${endpoint.path} is served twice`);
      found[name] = endpoint;
    }
    return found;
  }

  private list(): { endpoint: AnyEndpoint; where: string }[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof instance !== 'object' || instance === null || !metatype) return [];
      const prototype: object = Object.getPrototypeOf(instance);
      return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
        const handler: unknown = Reflect.get(prototype, method);
        if (typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) return [];
        const endpoint = endpointOf(handler);
        if (!endpoint && !isOpen(handler)) throw new Error(`${metatype.name}.${method} is a route without a contract`);
        return endpoint ? [{ endpoint, where: `${metatype.name}.${method}` }] : [];
      });
    });
  }
}
