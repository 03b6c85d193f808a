import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { provideSession } from '../../../testing/session';
import { ErrorWords } from '../../core/i18n/error-words';
import { WordsService } from '../../core/i18n/words.service';
import { EditableTextComponent } from './editable-text.component';

describe('a text that can be edited', () => {
  const edit = (value: string) => {
    TestBed.configureTestingModule({
      providers: [
        provideSession(),
        { provide: WordsService, useValue: { t: (key: string) => key } },
        { provide: ErrorWords, useValue: {} },
      ],
    });
    const saved: string[] = [];
    const fixture = TestBed.createComponent(EditableTextComponent);
    const save = (text: string) => Promise.resolve(saved.push(text));
    for (const [name, given] of Object.entries({ label: 'Topic', value, shown: value, limit: 500, save }))
      fixture.componentRef.setInput(name, given);
    const element = fixture.nativeElement as HTMLElement;
    fixture.detectChanges();
    element.querySelector<HTMLButtonElement>('button.shown')?.click();
    fixture.detectChanges();
    const field = element.querySelector('input');
    const form = element.querySelector('form');
    if (!field || !form) throw new Error('It is not being edited.');
    return { saved, field, keep: () => form.dispatchEvent(new Event('submit', { cancelable: true })) };
  };

  it('keeps the words of several lines apart, and its lines where nothing is changed', () => {
    const { saved, field, keep } = edit('one\ntwo');
    expect(field.value).toBe('one two');
    keep();
    expect(saved).toEqual([]);
  });

  it('saves what was typed', () => {
    const { saved, field, keep } = edit('one\ntwo');
    field.value += ' three';
    field.dispatchEvent(new Event('input'));
    keep();
    expect(saved).toEqual(['one two three']);
  });
});
