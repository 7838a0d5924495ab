### Where a person helps better than a list.

advice-people-help = Cu asta vă va ajuta o persoană, nu o listă. Sunați la { $hotline }. În pericol, sunați la 112. Nu ați făcut nimic rău.
advice-people-help-no-hotline = Cu asta vă poate ajuta mai bine o persoană decât o listă. Cei care administrează acest site nu au indicat o linie de ajutor. Întrebați la un centru de ajutor, la o școală sau la un spital. În pericol, sunați la 112. Nu ați făcut nimic rău.
