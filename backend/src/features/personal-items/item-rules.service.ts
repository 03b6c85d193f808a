import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { ItemKindName } from '@litspark/shared-contracts';
import { ruledKindOf } from '../../platform/contract/item-rule.js';
import { PersonalItemRule } from './item-rule.port.js';

/** The rules of all features, by kind; that each kind has one is seen to at the start (`ContractCheckService`). */
@Injectable()
export class ItemRulesService implements OnModuleInit {
  private readonly rules = new Map<string, PersonalItemRule<ItemKindName>>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const kind = metatype && ruledKindOf(metatype);
      if (!kind) continue;
      if (!(instance instanceof PersonalItemRule))
        throw new Error(`${metatype.name} is no PersonalItemRule: extend it.`);
      this.rules.set(kind, instance as PersonalItemRule<ItemKindName>);
    }
  }

  of(kind: ItemKindName): PersonalItemRule<ItemKindName> {
    const rule = this.rules.get(kind);
    if (!rule) throw new Error(`the kind ${kind} has no rule`);
    return rule;
  }
}
