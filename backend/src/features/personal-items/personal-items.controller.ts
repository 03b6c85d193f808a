import { Body, Controller, Param, Query } from '@nestjs/common';
import {
  deleteItemQuery,
  itemParams,
  listItemsQuery,
  putItemRequest,
  type DeleteItemQuery,
  type ItemPage,
  type ItemParams,
  type ListItemsQuery,
  type PersonalItem,
  type PutItemRequest,
} from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import { ItemChangesService } from './item-changes.service.js';
import { PersonalItemsService } from './personal-items.service.js';

@Controller()
export class PersonalItemsController {
  constructor(
    private readonly items: PersonalItemsService,
    private readonly changes: ItemChangesService,
  ) {}

  @Endpoint('listItems')
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: listItemsQuery }) query: ListItemsQuery,
  ): Promise<ItemPage> {
    return this.items.list(actor, query);
  }

  @Endpoint('getItem')
  get(
    @CurrentActor() actor: Actor,
    @Param({ schema: itemParams }) params: ItemParams,
  ): Promise<PersonalItem> {
    return this.items.get(actor, params);
  }

  @Endpoint('putItem')
  put(
    @CurrentActor() actor: Actor,
    @Param({ schema: itemParams }) params: ItemParams,
    @Body({ schema: putItemRequest }) request: PutItemRequest,
  ): Promise<PersonalItem> {
    return this.changes.put(actor, params, request);
  }

  @Endpoint('deleteItem')
  delete(
    @CurrentActor() actor: Actor,
    @Param({ schema: itemParams }) params: ItemParams,
    @Query({ schema: deleteItemQuery }) { ifRevision }: DeleteItemQuery,
  ): Promise<void> {
    return this.changes.delete(actor, params, ifRevision);
  }
}
