import { type Signal, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { WordsService } from '../../../core/i18n/words.service';
import type { TimelineSource } from '../../../stores/timeline-source';
import { MessagingService } from '../../../sync/messaging.service';
import { plainText } from '../../../ui/markdown/plain-text';
import { Announcer } from '../../messaging/announcer';
import { NamesService } from '../../names/names.service';

/** Reads out what others write in the conversation, once however many of its timelines are shown; a burst as a number. Call it where `inject` works. */
export function announceMessages(source: Signal<TimelineSource>): void {
  const announcer = inject(Announcer);
  const names = inject(NamesService);
  const words = inject(WordsService);
  inject(MessagingService)
    .newMessage$.pipe(takeUntilDestroyed())
    .subscribe((message) => {
      if (message.conversationId !== source().key || names.isMe(message.senderId)) return;
      const name = names.person(message.senderId);
      announcer.say(
        words.t('timeline.said', { name, text: plainText(message.body, { nameOf: names.mentioned }) }),
        (all) => words.plural('timeline.newMessages', all.length),
      );
    });
}
