import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/index.js';
import { AdminModule } from '../admin/index.js';
import { BriefsModule } from '../briefs/index.js';
import { CoverageModule } from '../coverage/index.js';
import { CustomersModule } from '../customers/index.js';
import { EscalationsModule } from '../escalations/index.js';
import { LiveModule } from '../live/index.js';
import { ResponsibilityModule } from '../responsibility/index.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardService } from './dashboard.service.js';
import { DashboardSurroundings } from './dashboard-surroundings.service.js';
import { MeService } from './me.service.js';
import { SavedViewsService } from './saved-views.service.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [
    AbsencesModule,
    AdminModule,
    BriefsModule,
    CoverageModule,
    CustomersModule,
    EscalationsModule,
    LiveModule,
    ResponsibilityModule,
  ],
  controllers: [DashboardController],
  providers: [DashboardService, DashboardSurroundings, MeService, SavedViewsService, SearchService],
  exports: [DashboardService],
})
export class DashboardModule {}
