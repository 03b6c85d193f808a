import { TestBed } from '@angular/core/testing';
import { ApiError } from '../app/core/api-error';
import { RefusedCommands } from '../app/features/messaging/refused-commands';
import { SnackService } from '../app/features/messaging/snack.service';
import { CommandLog } from '../app/sync/commands/command-log.service';
import { TabLeader } from '../app/sync/tabs/tab-leader';
import type { FakeApi } from './fake-api';
import { until } from './until';

/** What people read where the server refuses this change of one of their items. */
export async function readWhereRefused(api: FakeApi, change: () => void): Promise<string> {
  TestBed.inject(RefusedCommands);
  await TestBed.inject(CommandLog).load();
  TestBed.inject(TabLeader).stand();
  TestBed.inject(CommandLog).resume();
  change();
  await until(() => api.calls.length > 0);
  api.take('PUT', /^\/me\/items\//).fail(new ApiError('VALIDATION_FAILED', 'refused'));
  const told = TestBed.inject(SnackService).shown;
  await until(() => told() !== null);
  return told()?.text ?? '';
}
