import '../../look/page.css';
import '../../options/options.css';
import { Options } from '../../options/options.js';
import { mount } from '../../look/mount.js';

mount(<Options />);
