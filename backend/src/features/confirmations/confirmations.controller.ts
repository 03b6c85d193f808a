import { Controller, Param, Query, Res } from '@nestjs/common';
import {
  messageParams,
  pageQuery,
  type ConfirmationPage,
  type Confirmed,
  type OwnConfirmation,
  type PageQuery,
} from '@litspark/shared-contracts';
import type { Response } from 'express';
import { Endpoint } from '../../platform/http/endpoint.js';
import type { Actor } from '../../platform/security/actor.js';
import { CurrentActor } from '../../platform/security/current-actor.js';
import type { MessageRef } from '../messages/message-parts.service.js';
import { ConfirmationRequestsService } from './confirmation-requests.service.js';
import { ConfirmationsService } from './confirmations.service.js';

interface MessageParams {
  id: string;
  messageId: string;
}

@Controller()
export class ConfirmationsController {
  constructor(
    private readonly confirmations: ConfirmationsService,
    private readonly requests: ConfirmationRequestsService,
  ) {}

  @Endpoint('confirmMessage')
  confirm(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
  ): Promise<Confirmed> {
    return this.confirmations.confirm(actor, refOf(params));
  }

  @Endpoint('getConfirmation')
  own(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
  ): Promise<OwnConfirmation> {
    return this.confirmations.own(actor, refOf(params));
  }

  @Endpoint('listConfirmations')
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<ConfirmationPage> {
    return this.requests.list(actor, refOf(params), query);
  }

  @Endpoint('exportConfirmations')
  async export(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const csv = await this.requests.export(actor, refOf(params));
    // Not before: a refusal is no CSV.
    response.attachment(`confirmations-${params.messageId}.csv`);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8; header=present');
    return csv;
  }

  @Endpoint('remindOfConfirmation')
  remind(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
  ): Promise<void> {
    return this.requests.remind(actor, refOf(params));
  }

  @Endpoint('closeConfirmation')
  close(
    @CurrentActor() actor: Actor,
    @Param({ schema: messageParams }) params: MessageParams,
  ): Promise<void> {
    return this.requests.close(actor, refOf(params));
  }
}

const refOf = ({ id, messageId }: MessageParams): MessageRef => ({ conversationId: id, messageId });
