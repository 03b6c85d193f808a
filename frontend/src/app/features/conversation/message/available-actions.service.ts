import { computed, inject, Injectable, Injector } from '@angular/core';
import type { Message } from '@litspark/shared-contracts';
import { SessionScope } from '../../../core/session-scope';
import { SessionService } from '../../../core/session.service';
import { ConversationsStore } from '../../../stores/conversations.store';
import type { ActionWhileOn, MessageAction } from '../../feature/feature';
import { FeatureRegistry } from '../../feature/feature-registry';
import { OwnParticipation } from '../../messaging/own-participation.service';

/** What features let the reader do with a message: the one list that menu, hover bar, keys and fingers read. */
@Injectable({ providedIn: SessionScope })
export class AvailableActions {
  private readonly registry = inject(FeatureRegistry);
  private readonly session = inject(SessionService);
  private readonly conversations = inject(ConversationsStore);
  private readonly participation = inject(OwnParticipation);
  private readonly injector = inject(Injector);

  /** How many buttons the bar that a pointer brings up has at most, the one of the menu among them: where there is room, and elsewhere. */
  readonly barSizes = computed(() => {
    const inBar = this.registry.messageActions().filter(({ hoverBar }) => hoverBar);
    return {
      roomy: inBar.length + 1,
      tight: inBar.filter(({ hoverBar }) => hoverBar === 'always').length + 1,
    };
  });

  /** In their order, each called as it is for this message. Reads signals. */
  of(message: Message): readonly MessageAction[] {
    return this.registry
      .messageActions()
      .filter((action) => this.isAvailable(action, message))
      .map((action) =>
        action.whileOn?.isOn(message, this.injector) ? { ...action, ...named(action.whileOn) } : action,
      );
  }

  run(action: MessageAction, message: Message, origin: HTMLElement): void {
    void action.run({ message, origin, injector: this.injector });
  }

  /** Runs the action of this name, if there is one that the reader may use. */
  runNamed(name: string, message: Message, origin: HTMLElement): void {
    const action = this.of(message).find((one) => one.name === name);
    if (action) this.run(action, message, origin);
  }

  private isAvailable(action: MessageAction, message: Message): boolean {
    const { conversationId } = message;
    const id = this.session.user()?.id ?? '';
    const isOwner = this.participation.isOwner(conversationId);
    return (
      action.isAvailable?.(message, this.conversations.byId(conversationId)(), { id, isOwner }) !== false
    );
  }
}

const named = ({ label, icon }: ActionWhileOn) => ({ label, icon });
