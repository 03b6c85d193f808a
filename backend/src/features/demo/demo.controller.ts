import { Controller, Get } from '@nestjs/common';
import type { DemoAccounts } from '@litspark/shared-contracts';
import { Public } from '../../platform/security/access.js';
import { DemoService } from './demo.service.js';

@Controller('auth/demo')
@Public()
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  /** For the sign-in page. */
  @Get()
  accounts(): Promise<DemoAccounts> {
    return this.demo.accounts();
  }
}
