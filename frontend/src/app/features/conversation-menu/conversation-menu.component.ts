import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  EnvironmentInjector,
  inject,
  signal,
} from '@angular/core';
import type { ConversationSummary } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { ConversationsStore } from '../../stores/conversations.store';
import { IconComponent } from '../../ui/icon.component';
import {
  type ConversationChoice,
  type ConversationDeed,
  type ConversationTarget,
  isChoice,
} from '../feature/conversation-action';
import { FeatureRegistry } from '../feature/feature-registry';
import { Viewport } from '../messaging/viewport.service';
import { NamesService } from '../names/names.service';
import { ChoicesComponent } from './choices.component';

/** Everything one can do with a conversation: choices open beside it, or in its place where the screen is narrow. */
@Component({
  selector: 'ls-conversation-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, ChoicesComponent, IconComponent],
  templateUrl: './conversation-menu.component.html',
  styleUrl: './conversation-menu.component.css',
  host: { '(keydown.escape)': 'backOut()' },
})
export class ConversationMenuComponent {
  protected readonly words = inject(WordsService);
  protected readonly names = inject(NamesService);
  protected readonly viewport = inject(Viewport);
  protected readonly isChoice = isChoice;
  private readonly dialog = inject(DialogRef);
  private readonly registry = inject(FeatureRegistry);
  private readonly injector = inject(EnvironmentInjector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly given = inject<ConversationSummary>(DIALOG_DATA);
  private readonly present = inject(ConversationsStore).byId(this.given.id);

  protected readonly target = computed<ConversationTarget>(() => ({
    conversation: this.present() ?? this.given,
    injector: this.injector,
  }));
  protected readonly actions = computed(() =>
    this.registry.conversationActions().filter((action) => action.isAvailable?.(this.target()) !== false),
  );
  /** The choice that takes the place of the menu. */
  protected readonly opened = signal<ConversationChoice | null>(null);

  protected enter(action: ConversationChoice): void {
    this.opened.set(action);
    this.focus('[role^="menuitem"]');
  }

  protected leave({ name }: ConversationChoice): void {
    this.opened.set(null);
    this.focus(`[data-action="${name}"]`);
  }

  protected backOut(): void {
    const opened = this.opened();
    if (opened) this.leave(opened);
    else this.dialog.close();
  }

  protected do(action: ConversationDeed): void {
    const target = this.target();
    this.run(() => action.run(target));
  }

  protected run(call: () => void | Promise<void>): void {
    this.dialog.close();
    // What it opens, or gives the focus to, comes after the focus went back.
    queueMicrotask(() => void call());
  }

  private focus(selector: string): void {
    afterNextRender(() => this.host.querySelector<HTMLElement>(selector)?.focus(), {
      injector: this.injector,
    });
  }
}
