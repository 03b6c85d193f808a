import { Controller } from '@nestjs/common';
import type { DemoAccounts } from '@litspark/shared-contracts';
import { Endpoint } from '../../platform/http/endpoint.js';
import { DemoService } from './demo.service.js';

@Controller()
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  /** For the sign-in page. */
  @Endpoint('demoAccounts')
  accounts(): Promise<DemoAccounts> {
    return this.demo.accounts();
  }
}
