import { inject, Injectable } from '@angular/core';
import { type ConversationSummary, limits } from '@litspark/shared-contracts';
import { WordsService } from '../../core/i18n/words.service';
import { SessionScope } from '../../core/session-scope';
import { Announcer } from '../messaging/announcer';
import { ConversationSections } from '../messaging/conversation-sections.service';
import { Dialogs } from '../messaging/dialogs.service';
import { SnackService } from '../messaging/snack.service';
import { SectionDialog } from './section.dialog';
import { Sidebar } from './sidebar.service';

/** What people do with the sections of their list. */
@Injectable({ providedIn: SessionScope })
export class Sections {
  private readonly dialog = inject(Dialogs);
  private readonly words = inject(WordsService);
  private readonly snack = inject(SnackService);
  private readonly announcer = inject(Announcer);
  private readonly sidebar = inject(Sidebar);
  private readonly list = inject(ConversationSections);

  /** Asks for a name, and puts the conversation into the section that it makes. */
  async create(conversation?: ConversationSummary): Promise<void> {
    const most = limits.sidebarSections;
    if (this.sidebar.sections().length >= most) {
      this.snack.show(this.words.t('sidebar.full', { most }));
      return;
    }
    const title = await this.ask('sidebar.create');
    if (title === undefined) return;
    const id = this.sidebar.add(title);
    if (conversation) this.list.put(conversation, id);
  }

  async rename(id: string): Promise<void> {
    const title = await this.ask('sidebar.rename', this.sidebar.find(id)?.title);
    if (title !== undefined) this.sidebar.rename(id, title);
  }

  remove(id: string): void {
    const title = this.sidebar.find(id)?.title ?? '';
    const putBack = this.sidebar.remove(id);
    this.snack.show(this.words.t('sidebar.deleted', { title }), {
      label: this.words.t('action.undo'),
      run: putBack,
    });
  }

  /** One place up or down. */
  move(id: string, by: 1 | -1): void {
    if (!this.sidebar.canMove(id, by)) return;
    const sections = this.sidebar.sections();
    const at = sections.findIndex((one) => one.id === id);
    this.sidebar.move(id, sections[by > 0 ? at + 2 : at - 1]?.id ?? null);
    const title = sections[at]?.title ?? '';
    this.announcer.say(
      this.words.t('sidebar.moved', { title, place: at + by + 1, count: sections.length }),
      (all) => all.at(-1) ?? '',
    );
  }

  private ask(heading: 'sidebar.create' | 'sidebar.rename', title = ''): Promise<string | undefined> {
    return SectionDialog.open(this.dialog, { heading: this.words.t(heading), title });
  }
}
