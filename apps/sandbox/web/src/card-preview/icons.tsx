import type { MaterialIconName } from '@understudy/contracts';
import {
  Bell,
  Calendar,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Clock,
  FileText,
  Info,
  Mail,
  Plane,
  TrendingDown,
  TrendingUp,
  UserRound,
  UserRoundCheck,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';

/** Google's Material icons, drawn by their nearest relatives of the product's own set. */
export const ICONS = {
  check_circle: CircleCheck,
  description: FileText,
  error: CircleAlert,
  event: Calendar,
  flight: Plane,
  group: UsersRound,
  how_to_reg: UserRoundCheck,
  info: Info,
  mail: Mail,
  notification_important: Bell,
  pending: CircleDashed,
  person: UserRound,
  schedule: Clock,
  task_alt: CircleCheck,
  trending_down: TrendingDown,
  trending_up: TrendingUp,
} as const satisfies Record<MaterialIconName, LucideIcon>;
