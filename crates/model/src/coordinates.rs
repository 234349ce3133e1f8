//! Where on the earth an entity is, and what of it the point stands for.
//!
//! `Vienna` has a point in the town. `Austria` has the point of its capital, which says nothing of where in Austria something
//! happened: so a point carries its kind.

use crate::coded::coded_enum;

/// Steps in a degree.
const STEPS: f32 = 1000.0;

coded_enum! {
    /// What a point stands for.
    pub enum PointKind {
        /// A town or village.
        Town => "town",
        /// A building, base, plant or crossing.
        Site => "site",
        /// A point inside a province, region or part of a country.
        Region => "region",
        /// A point inside a part of the world.
        Area => "area",
        /// A point on a sea, strait, river or lake.
        Water => "water",
        /// A state, by the point of its capital.
        Capital => "capital",
    }
}

/// A point on the earth, to a thousandth of a degree: about 100 metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coordinates {
    latitude: i32,
    longitude: i32,
    /// What the point stands for.
    pub kind: PointKind,
}

impl Coordinates {
    /// The point at these degrees north and east; `None` where no such point is on the earth.
    pub fn new(latitude: f32, longitude: f32, kind: PointKind) -> Option<Self> {
        let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        is_on_earth.then(|| Self {
            latitude: (latitude * STEPS).round() as i32,
            longitude: (longitude * STEPS).round() as i32,
            kind,
        })
    }

    /// Degrees north, -90 to 90.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / f64::from(STEPS)
    }

    /// Degrees east, -180 to 180.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / f64::from(STEPS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_has_three_decimals_and_lies_on_the_earth() {
        let check = |latitude, longitude, expected: Option<(f64, f64)>| {
            let point = Coordinates::new(latitude, longitude, PointKind::Town);
            let found = point.map(|point| (point.latitude(), point.longitude()));
            assert_eq!(found, expected);
        };
        check(48.208_49, -16.373, Some((48.208, -16.373)));
        check(-90.0, 180.0, Some((-90.0, 180.0)));
        check(90.1, 0.0, None);
        check(f32::NAN, 0.0, None);
    }
}
